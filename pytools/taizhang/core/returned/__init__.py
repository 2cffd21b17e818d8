"""What is known of a returned file before it is merged: headers, seal, claims.

Entry: `intake`.
"""
