/* The complex functions of C, which numpy takes from ucrtbase and wine's ucrtbase has not. */
#include <complex.h>
#include <math.h>

typedef struct { double re, im; } Double;
typedef struct { float re, im; } Float;

#define AS_COMPLEX(z) (__builtin_complex((z).re, (z).im))

static Double from_double(double complex z) { Double out = { creal(z), cimag(z) }; return out; }
static Float from_float(float complex z) { Float out = { crealf(z), cimagf(z) }; return out; }

#define UNARY(name) \
    Double w_##name(Double z) { return from_double(name(AS_COMPLEX(z))); } \
    Float w_##name##f(Float z) { return from_float(name##f(AS_COMPLEX(z))); }

UNARY(cexp) UNARY(clog) UNARY(csqrt)
UNARY(ccos) UNARY(csin) UNARY(ctan) UNARY(ccosh) UNARY(csinh) UNARY(ctanh)
UNARY(cacos) UNARY(casin) UNARY(catan) UNARY(cacosh) UNARY(casinh) UNARY(catanh)

Double w_cpow(Double a, Double b) { return from_double(cpow(AS_COMPLEX(a), AS_COMPLEX(b))); }
Float w_cpowf(Float a, Float b) { return from_float(cpowf(AS_COMPLEX(a), AS_COMPLEX(b))); }
double w_creal(Double z) { return z.re; }
double w_cimag(Double z) { return z.im; }
float w_crealf(Float z) { return z.re; }
float w_cimagf(Float z) { return z.im; }
double w_cabs(Double z) { return hypot(z.re, z.im); }
float w_cabsf(Float z) { return hypotf(z.re, z.im); }
double w_carg(Double z) { return atan2(z.im, z.re); }
float w_cargf(Float z) { return atan2f(z.im, z.re); }
