#include "ldpc.h"

#include <string.h>

// The same roundings in every version.
#pragma STDC FP_CONTRACT OFF

// Vectors of 32 bytes, which the compiler splits where a processor's are shorter.
typedef int8_t i8x32 __attribute__((vector_size(32)));
typedef uint8_t u8x32 __attribute__((vector_size(32)));
typedef uint16_t u16x32 __attribute__((vector_size(64)));
typedef int8_t i8x16 __attribute__((vector_size(16)));
typedef float f32x8 __attribute__((vector_size(32)));
typedef int32_t i32x8 __attribute__((vector_size(32)));

enum { FRAMES8 = SIGNAL_LDPC_FRAMES_INT8, FRAMES32 = SIGNAL_LDPC_FRAMES_FLOAT };

static size_t whole_blocks(size_t columns) { return (columns + 15) / 16 * 16; }

// Parts of the workspace of 8-bit decoding. A lane is a frame.
typedef struct {
  i8x32 *totals;     // of each column
  i8x32 *messages;   // from check to bit, of each one of the matrix
  i8x32 *extrinsic;  // from bit to check, of the row at hand
  i8x32 *decisions;  // of each column, 0 or 1
  int8_t *staging;   // frame by frame, whole blocks of columns
} workspace8;

// The same in single precision, where decisions are sign masks.
typedef struct {
  f32x8 *totals;
  f32x8 *messages;
  f32x8 *extrinsic;
  i32x8 *decisions;
} workspace32;

#define VERSION(name) name##_baseline
#include "ldpc_int8_loops.h"
#include "ldpc_float_loops.h"
#undef VERSION

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define VERSION(name) name##_avx2
#include "ldpc_int8_loops.h"
#include "ldpc_float_loops.h"
#undef VERSION
#pragma clang attribute pop
#endif

size_t signal_ldpc_workspace_int8(const signal_ldpc_decoder *decoder) {
  size_t columns = whole_blocks(decoder->columns), ones = decoder->row_starts[decoder->rows];
  return FRAMES8 * (3 * columns + ones + decoder->longest_row);
}

size_t signal_ldpc_workspace_float(const signal_ldpc_decoder *decoder) {
  size_t columns = decoder->columns, ones = decoder->row_starts[decoder->rows];
  return FRAMES32 * sizeof(float) * (2 * columns + ones + decoder->longest_row);
}

void signal_ldpc_decode_int8(
    int version, const signal_ldpc_decoder *decoder, void *workspace, const float *ratios, size_t frames, uint8_t *bits,
    signal_ldpc_outcome *outcomes) {
  workspace8 space;
  space.totals = workspace;
  space.decisions = space.totals + whole_blocks(decoder->columns);
  space.messages = space.decisions + whole_blocks(decoder->columns);
  space.extrinsic = space.messages + decoder->row_starts[decoder->rows];
  space.staging = (int8_t *)(space.extrinsic + decoder->longest_row);
#if defined(__x86_64__)
  if (version == SIGNAL_AVX2) return decode8_avx2(decoder, &space, ratios, frames, bits, outcomes);
#endif
  decode8_baseline(decoder, &space, ratios, frames, bits, outcomes);
}

void signal_ldpc_decode_float(
    int version, const signal_ldpc_decoder *decoder, void *workspace, const float *ratios, size_t frames, uint8_t *bits,
    signal_ldpc_outcome *outcomes) {
  workspace32 space;
  space.totals = workspace;
  space.decisions = (i32x8 *)(space.totals + decoder->columns);
  space.messages = (f32x8 *)(space.decisions + decoder->columns);
  space.extrinsic = space.messages + decoder->row_starts[decoder->rows];
#if defined(__x86_64__)
  if (version == SIGNAL_AVX2) return decode32_avx2(decoder, &space, ratios, frames, bits, outcomes);
#endif
  decode32_baseline(decoder, &space, ratios, frames, bits, outcomes);
}
