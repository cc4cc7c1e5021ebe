#include "demapping.h"

#include <string.h>

#include "lanes.h"

#define VERSION(name) name##_baseline
#include "demapping_loops.h"
#undef VERSION

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define VERSION(name) name##_avx2
#include "demapping_loops.h"
#undef VERSION
#pragma clang attribute pop
#endif

static void demap(
    int version, unsigned bits_per_part, float unit, const float *received, const float *gains, size_t gain_step,
    float scale, float *ratios, size_t count) {
#if defined(__x86_64__)
  if (version == SIGNAL_AVX2) {
    return demap_avx2(bits_per_part, unit, received, gains, gain_step, scale, ratios, count);
  }
#endif
  demap_baseline(bits_per_part, unit, received, gains, gain_step, scale, ratios, count);
}

void signal_demap(
    int version, unsigned bits_per_part, float unit, const float *received, const float *gains, size_t gain_step,
    float variance, float *ratios, size_t count) {
  float scale = 1 / variance;
  size_t rest = count % 4, whole = count - rest;
  demap(version, bits_per_part, unit, received, gains, gain_step, scale, ratios, whole);
  if (rest == 0) return;

  // The last group is filled up with silence.
  float padded_received[8] = {0}, padded_gains[8] = {0}, padded_ratios[32];
  memcpy(padded_received, received + 2 * whole, rest * 2 * sizeof(float));
  memcpy(padded_gains, gains + 2 * whole * gain_step, (gain_step == 0 ? 1 : rest) * 2 * sizeof(float));
  demap(version, bits_per_part, unit, padded_received, padded_gains, gain_step, scale, padded_ratios, 4);
  memcpy(ratios + 2 * bits_per_part * whole, padded_ratios, rest * 2 * bits_per_part * sizeof(float));
}
