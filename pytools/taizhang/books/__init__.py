"""Excel in and out: tables of a Book, forms, builders of new workbooks."""
