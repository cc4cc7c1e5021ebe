#include "sinusoids.h"

#include <math.h>

#include "gains.h"
#include "lanes.h"

enum { GROUPS = SIGNAL_MOST_SINUSOIDS / 4 };

// The most samples whose gains are held at once, a multiple of sixteen, and the most cubics: two cache lines a segment.
enum { CHUNK = 512, SEGMENTS = 64 };

// How far the fastest sinusoid may turn between knots, in cycles: a quarter radian.
static const double longest_turn = 0.25 / 6.283185307179586;

// Four sinusoids to a group: amplitude times phasor now, the turn of one step, and radians per sample.
typedef struct {
  size_t groups;
  f64x4 re[GROUPS], im[GROUPS], step_re[GROUPS], step_im[GROUPS], rates[GROUPS];
  // The knot before.
  double value[2], slope[2];
} sinusoid_state;

#define VERSION(name) name##_baseline
#include "sinusoid_loops.h"
#undef VERSION

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define VERSION(name) name##_avx2
#include "sinusoid_loops.h"
#undef VERSION
#pragma clang attribute pop
#define DISPATCH(call, ...) (version == SIGNAL_AVX2 ? call##_avx2(__VA_ARGS__) : call##_baseline(__VA_ARGS__))
#else
#define DISPATCH(call, ...) call##_baseline(__VA_ARGS__)
#endif

static void turn(double cycles, double *re, double *im) {
  double angle = 6.283185307179586 * (cycles - nearbyint(cycles));
  *re = cos(angle);
  *im = sin(angle);
}

// The sinusoids at their first sample, with steps of a number of samples.
static void begin(sinusoid_state *state, const signal_sinusoids *sinusoids, size_t step) {
  state->groups = sinusoids->count / 4;
  const double *re = sinusoids->amplitudes, *im = sinusoids->amplitudes + sinusoids->count;
  for (size_t index = 0; index < sinusoids->count; index++) {
    size_t group = index / 4, lane = index % 4;
    double c, s, step_c, step_s, cosine = sinusoids->cosines[index];
    turn(cosine * sinusoids->phase, &c, &s);
    turn(cosine * sinusoids->increment * (double)step, &step_c, &step_s);
    state->re[group][lane] = re[index] * c - im[index] * s;
    state->im[group][lane] = re[index] * s + im[index] * c;
    state->step_re[group][lane] = step_c;
    state->step_im[group][lane] = step_s;
    state->rates[group][lane] = 6.283185307179586 * cosine * sinusoids->increment;
  }
}

void signal_sinusoid_gain(int version, const signal_sinusoids *sinusoids, double gain[2]) {
  sinusoid_state state;
  begin(&state, sinusoids, 0);
  DISPATCH(knot, &state);
  gain[0] = state.value[0];
  gain[1] = state.value[1];
}

// The length of a segment: a power of two from 8 on; 0 where gains are to be evaluated for each sample.
static size_t segment_length(const signal_sinusoids *sinusoids) {
  if (sinusoids->increment * 8 > longest_turn) return 0;
  size_t length = 8;
  while (length < (size_t)1 << 20 && sinusoids->increment * (double)(2 * length) <= longest_turn) length *= 2;
  return length;
}

// Walks over chunks of samples whose gains are at hand.
typedef struct {
  sinusoid_state state;
  size_t length, left, start, count;
  float values[2 * CHUNK];
  gain_source source;
} chunk_walk;

static void first(int version, chunk_walk *walk, const signal_sinusoids *sinusoids, size_t count) {
  walk->length = segment_length(sinusoids);
  walk->left = count;
  walk->start = walk->count = 0;
  begin(&walk->state, sinusoids, walk->length == 0 ? 1 : walk->length);
  if (walk->length == 0) {
    walk->source = (gain_source){.kind = GAIN_EACH, .values = walk->values};
  } else {
    DISPATCH(knot, &walk->state);
    walk->source = (gain_source){
        .kind = GAIN_CUBIC,
        .values = walk->values,
        .shift = (unsigned)__builtin_ctzll(walk->length),
        .step = 1.0f / (float)walk->length};
  }
}

// Moves to the next chunk; 0 when there is none.
static int next(int version, chunk_walk *walk) {
  walk->start += walk->count;
  if (walk->left == 0) return 0;
  size_t most = walk->length == 0 ? CHUNK : SEGMENTS * walk->length;
  walk->count = walk->left < most ? walk->left : most;
  walk->left -= walk->count;
  if (walk->length == 0) {
    DISPATCH(gains, &walk->state, walk->count, walk->values);
  } else {
    // Whole groups of sixteen samples.
    size_t samples = (walk->count + 15) / 16 * 16;
    DISPATCH(cubics, &walk->state, (double)walk->length, (samples + walk->length - 1) / walk->length, walk->values);
  }
  return 1;
}

void signal_fade_sinusoids(
    int version, const signal_stream *stream, const signal_sinusoids *sinusoids, float deviation, const float *input,
    float *output, size_t count) {
  chunk_walk walk;
  first(version, &walk, sinusoids, count);
  while (next(version, &walk)) {
    signal_stream here = *stream;
    here.counter[0] += (uint32_t)(walk.start / 2);
    signal_fade(
        version, &here, &walk.source, deviation, input + 2 * walk.start, output + 2 * walk.start, walk.count);
  }
}

void signal_power_sinusoids(
    int version, const signal_sinusoids *sinusoids, const float *sent, const float *received, size_t count,
    double sums[2]) {
  chunk_walk walk;
  first(version, &walk, sinusoids, count);
  sums[0] = sums[1] = 0;
  while (next(version, &walk)) {
    double part[2];
    signal_power(version, &walk.source, sent + 2 * walk.start, received + 2 * walk.start, walk.count, part);
    sums[0] += part[0];
    sums[1] += part[1];
  }
}

// The integral of |c(x)|^2 over x from 0 to a part of a segment: c_i c_k x^(i+k+1) / (i + k + 1).
static double cubic_energy(const float *cubic, double end) {
  double sum = 0;
  for (int i = 3; i >= 0; i--) {
    for (int k = 3; k >= 0; k--) {
      double product = (double)cubic[2 * i] * cubic[2 * k] + (double)cubic[2 * i + 1] * cubic[2 * k + 1];
      sum += product * pow(end, i + k + 1) / (i + k + 1);
    }
  }
  return sum;
}

double signal_sinusoids_energy(int version, const signal_sinusoids *sinusoids, size_t count) {
  chunk_walk walk;
  double sum = 0;
  first(version, &walk, sinusoids, count);
  while (next(version, &walk)) {
    if (walk.length == 0) {
      for (size_t index = 0; index < 2 * walk.count; index++) sum += (double)walk.values[index] * walk.values[index];
      continue;
    }
    double length = (double)walk.length;
    for (size_t begun = 0; begun < walk.count; begun += walk.length) {
      double samples = walk.count - begun < walk.length ? (double)(walk.count - begun) : length;
      sum += cubic_energy(walk.values + 8 * (begun / walk.length), samples / length) * length;
    }
  }
  return sum;
}
