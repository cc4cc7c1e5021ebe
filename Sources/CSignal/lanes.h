// Vectors of 32 bytes, which the compiler splits where a processor's are shorter.
#pragma once

#include <stdint.h>

// The same roundings in every version.
#pragma STDC FP_CONTRACT OFF
// Vectors pass between inlined functions alone.
#pragma clang diagnostic ignored "-Wpsabi"

typedef float f32x8 __attribute__((vector_size(32)));
typedef double f64x4 __attribute__((vector_size(32)));
typedef int32_t i32x8 __attribute__((vector_size(32)));
typedef uint32_t u32x8 __attribute__((vector_size(32)));
typedef uint64_t u64x4 __attribute__((vector_size(32)));
