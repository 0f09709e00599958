// The function that a program would have got without this library.

#ifndef NEXT_FUNCTION_H
#define NEXT_FUNCTION_H

#include <dlfcn.h>

#define NEXT_FUNCTION(function)                                                        \
  ({                                                                                   \
    static __typeof__(function) *next_function;                                        \
    if (!next_function) next_function = (__typeof__(function) *)dlsym(RTLD_NEXT, #function); \
    next_function;                                                                     \
  })

#endif
