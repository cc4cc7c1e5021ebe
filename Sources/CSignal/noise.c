#include "noise.h"

#include <string.h>

#include "gains.h"
#include "lanes.h"

// The counter and the ten round keys, each in every lane.
typedef struct {
  u64x4 counter1, counter2, counter3;
  u64x4 round0[10], round1[10];
  uint32_t block;
} philox_keys;

typedef struct {
  const philox_keys *keys;
  const gain_source *source;
  float deviation;
  const float *input;
  float *output;
} fade_job;

#define VERSION(name) name##_baseline
#include "noise_loops.h"
#undef VERSION

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define VERSION(name) name##_avx2
#include "noise_loops.h"
#undef VERSION
#pragma clang attribute pop
#endif

int signal_best_version(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return SIGNAL_AVX2;
#endif
  return SIGNAL_BASELINE;
}

static void run(int version, const fade_job *job, size_t count) {
#if defined(__x86_64__)
  if (version == SIGNAL_AVX2) return run_avx2(job, count);
#endif
  run_baseline(job, count);
}

static void measure(
    int version, const gain_source *source, const float *sent, const float *received, size_t count, double sums[2]) {
#if defined(__x86_64__)
  if (version == SIGNAL_AVX2) return measure_avx2(source, sent, received, count, sums);
#endif
  measure_baseline(source, sent, received, count, sums);
}

static philox_keys expand(const signal_stream *stream) {
  philox_keys keys;
  keys.block = stream->counter[0];
  for (int lane = 0; lane < 4; lane++) {
    keys.counter1[lane] = stream->counter[1];
    keys.counter2[lane] = stream->counter[2];
    keys.counter3[lane] = stream->counter[3];
    for (uint32_t round = 0; round < 10; round++) {
      keys.round0[round][lane] = (uint32_t)(stream->key[0] + round * 0x9E3779B9u);
      keys.round1[round][lane] = (uint32_t)(stream->key[1] + round * 0xBB67AE85u);
    }
  }
  return keys;
}

// The gains of the last samples, fewer than sixteen, that begin at an index; `padded` has room for sixteen.
static gain_source last_gains(const gain_source *source, size_t index, size_t rest, float padded[32]) {
  gain_source last = *source;
  last.origin += index;
  if (source->kind == GAIN_EACH) {
    memset(padded, 0, 32 * sizeof(float));
    memcpy(padded, source->values + 2 * index, rest * 2 * sizeof(float));
    last.values = padded;
  }
  return last;
}

void signal_fade(
    int version, const signal_stream *stream, const gain_source *source, float deviation, const float *input,
    float *output, size_t count) {
  philox_keys keys = expand(stream);
  fade_job job = {&keys, source, deviation, input, output};
  size_t rest = count % 16, whole = count - rest;
  run(version, &job, whole);
  if (rest == 0) return;

  // The last group is filled up with silence.
  float padded_input[32] = {0}, padded_gains[32], padded_output[32];
  if (source->kind != GAIN_NONE) memcpy(padded_input, input + 2 * whole, rest * 2 * sizeof(float));
  gain_source last = last_gains(source, whole, rest, padded_gains);
  keys.block += (uint32_t)(whole / 2);
  fade_job last_job = {&keys, &last, deviation, padded_input, padded_output};
  run(version, &last_job, 16);
  memcpy(output + 2 * whole, padded_output, rest * 2 * sizeof(float));
}

void signal_power(
    int version, const gain_source *source, const float *sent, const float *received, size_t count, double sums[2]) {
  size_t rest = count % 16, whole = count - rest;
  measure(version, source, sent, received, whole, sums);
  if (rest == 0) return;

  float padded_sent[32] = {0}, padded_received[32] = {0}, padded_gains[32];
  memcpy(padded_sent, sent + 2 * whole, rest * 2 * sizeof(float));
  memcpy(padded_received, received + 2 * whole, rest * 2 * sizeof(float));
  gain_source last = last_gains(source, whole, rest, padded_gains);
  double last_sums[2];
  measure(version, &last, padded_sent, padded_received, 16, last_sums);
  sums[0] += last_sums[0];
  sums[1] += last_sums[1];
}

static gain_source flat(const float gain[2]) { return (gain_source){.kind = GAIN_FLAT, .values = gain}; }

static gain_source banded(const float *gains, size_t bands) {
  return (gain_source){.kind = GAIN_BANDS, .values = gains, .bands = bands};
}

void signal_normals(int version, const signal_stream *stream, float *output, size_t count) {
  gain_source source = {.kind = GAIN_NONE};
  signal_fade(version, stream, &source, 1.0f, NULL, output, count);
}

void signal_fade_flat(
    int version, const signal_stream *stream, float gain_re, float gain_im, float deviation, const float *input,
    float *output, size_t count) {
  float gain[2] = {gain_re, gain_im};
  gain_source source = flat(gain);
  signal_fade(version, stream, &source, deviation, input, output, count);
}

void signal_fade_bands(
    int version, const signal_stream *stream, const float *gains, size_t bands, float deviation, const float *input,
    float *output, size_t count) {
  gain_source source = banded(gains, bands);
  signal_fade(version, stream, &source, deviation, input, output, count);
}

void signal_power_flat(
    int version, float gain_re, float gain_im, const float *sent, const float *received, size_t count, double sums[2]) {
  float gain[2] = {gain_re, gain_im};
  gain_source source = flat(gain);
  signal_power(version, &source, sent, received, count, sums);
}

void signal_power_bands(
    int version, const float *gains, size_t bands, const float *sent, const float *received, size_t count,
    double sums[2]) {
  gain_source source = banded(gains, bands);
  signal_power(version, &source, sent, received, count, sums);
}
