// The loops of sinusoids.c, included once for each version. VERSION(name) names them.

// Value and slope (per sample) of the sum where the phasors stand, which then move on by a step.
static inline __attribute__((always_inline)) void VERSION(advance)(sinusoid_state *state, double value[2], double slope[2]) {
  f64x4 re = {0}, im = {0}, slope_re = {0}, slope_im = {0};
  for (size_t group = 0; group < state->groups; group++) {
    f64x4 x = state->re[group], y = state->im[group], rate = state->rates[group];
    re += x;
    im += y;
    // The slope of exp(j r i) is j r exp(j r i).
    slope_re -= rate * y;
    slope_im += rate * x;
    f64x4 c = state->step_re[group], s = state->step_im[group];
    state->re[group] = x * c - y * s;
    state->im[group] = x * s + y * c;
  }
  value[0] = (re[0] + re[1]) + (re[2] + re[3]);
  value[1] = (im[0] + im[1]) + (im[2] + im[3]);
  slope[0] = (slope_re[0] + slope_re[1]) + (slope_re[2] + slope_re[3]);
  slope[1] = (slope_im[0] + slope_im[1]) + (slope_im[2] + slope_im[3]);
}

// The gains of the next samples, a step being one sample.
static void VERSION(gains)(sinusoid_state *state, size_t count, float *gains) {
  double slope[2], value[2];
  for (size_t index = 0; index < count; index++) {
    VERSION(advance)(state, value, slope);
    gains[2 * index] = (float)value[0];
    gains[2 * index + 1] = (float)value[1];
  }
}

// The cubics of the next segments, a step being a segment of `length` samples. The state holds the last knot.
static void VERSION(cubics)(sinusoid_state *state, double length, size_t segments, float *cubics) {
  for (size_t segment = 0; segment < segments; segment++, cubics += 8) {
    double value[2], slope[2];
    VERSION(advance)(state, value, slope);
    for (int part = 0; part < 2; part++) {
      double h0 = state->value[part], h1 = value[part];
      double d0 = state->slope[part] * length, d1 = slope[part] * length;
      cubics[part] = (float)h0;
      cubics[2 + part] = (float)d0;
      cubics[4 + part] = (float)(3 * (h1 - h0) - (2 * d0 + d1));
      cubics[6 + part] = (float)(2 * (h0 - h1) + (d0 + d1));
      state->value[part] = value[part];
      state->slope[part] = slope[part];
    }
  }
}

static void VERSION(knot)(sinusoid_state *state) { VERSION(advance)(state, state->value, state->slope); }
