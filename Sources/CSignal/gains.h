// What the loops of noise.c and sinusoids.c share.
#pragma once

#include "noise.h"

enum { GAIN_NONE, GAIN_FLAT, GAIN_BANDS, GAIN_EACH, GAIN_CUBIC };

// Where gains come from.
typedef struct {
  int kind;
  // One gain; those of the bands; those of each sample; or the cubics, eight values to a segment: re c0, im c0, re c1,
  // ... im c3 of c0 + x (c1 + x (c2 + x c3)), x running from 0 to 1 over a segment's samples.
  const float *values;
  // The index of the first sample among the samples of bands and cubics.
  size_t origin;
  // The number of bands.
  size_t bands;
  // A cubic's segment has 2^shift samples, eight at least; `step` is 2^-shift.
  unsigned shift;
  float step;
} gain_source;

// Fades samples and adds noise, as `signal_fade_flat` does. Of cubics there is one for every sixteen samples begun.
void signal_fade(
    int version, const signal_stream *stream, const gain_source *source, float deviation, const float *input,
    float *output, size_t count);

// The sums of `signal_power_flat`.
void signal_power(
    int version, const gain_source *source, const float *sent, const float *received, size_t count, double sums[2]);
