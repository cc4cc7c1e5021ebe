#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <dlfcn.h>
#include <malloc.h>

#include "handles.hpp"

using ctorch::guarded;
using ctorch::require;

namespace {

/// SplitMix64 (Steele, Lea & Flood 2014): spreads every bit of a seed over a stream of words.
uint64_t splitMix64(uint64_t &state) {
  state += 0x9E3779B97F4A7C15u;
  uint64_t mixed = state;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
  return mixed ^ (mixed >> 31);
}

/// libtorch's own seeding drops the upper 32 bits of the seed, so the state is filled here.
at::mt19937 engine(uint64_t seed) {
  at::mt19937_data_pod data{};
  data.seed_ = seed;
  data.left_ = 1;
  data.seeded_ = true;
  data.next_ = 0;
  uint64_t state = seed;
  for (auto &word : data.state_) word = static_cast<uint32_t>(splitMix64(state) >> 32);
  at::mt19937 engine;
  engine.set_data(data);
  return engine;
}

at::Tensor stateOf(ct_generator *generator) {
  require(generator != nullptr, "no generator");
  const std::lock_guard<std::mutex> lock(generator->value.mutex());
  return generator->value.get_state();
}

}  // namespace

ct_status ct_generator_create(uint64_t seed, ct_generator **out, ct_message message) noexcept {
  return guarded(message, [&] {
    require(out != nullptr, "no place for the result");
    auto generator = at::detail::createCPUGenerator(seed);
    at::check_generator<at::CPUGeneratorImpl>(generator)->set_engine(engine(seed));
    *out = new ct_generator{std::move(generator)};
  });
}

void ct_generator_free(ct_generator *generator) noexcept { delete generator; }

size_t ct_generator_state_size(ct_generator *generator) noexcept {
  try {
    return stateOf(generator).nbytes();
  } catch (...) {
    return 0;
  }
}

ct_status ct_generator_state(ct_generator *generator, void *bytes, size_t byte_count,
                             ct_message message) noexcept {
  return guarded(message, [&] {
    const auto state = stateOf(generator);
    require(bytes != nullptr && state.nbytes() == byte_count, "the room for the state has another size");
    std::memcpy(bytes, state.data_ptr(), byte_count);
  });
}

ct_status ct_generator_restore(ct_generator *generator, const void *bytes, size_t byte_count,
                               ct_message message) noexcept {
  return guarded(message, [&] {
    require(generator != nullptr && bytes != nullptr, "no generator or no state");
    auto state = at::empty({static_cast<int64_t>(byte_count)}, at::TensorOptions().dtype(at::kByte));
    std::memcpy(state.data_ptr(), bytes, byte_count);
    const std::lock_guard<std::mutex> lock(generator->value.mutex());
    generator->value.set_state(state);
  });
}

ct_status ct_set_threads(int count, ct_message message) noexcept {
  return guarded(message, [&] {
    require(count > 0, "the number of threads must be positive");
    at::set_num_threads(count);
    // OpenBLAS with its own threads does not hear of OpenMP's number, and its products depend on it.
    using set_number = void (*)(int);
    if (auto set_openblas = reinterpret_cast<set_number>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) {
      set_openblas(count);
    }
  });
}

int ct_threads(void) noexcept { return at::get_num_threads(); }

bool ct_raise_allocator_thresholds(int bytes) noexcept {
  return mallopt(M_MMAP_THRESHOLD, bytes) == 1 && mallopt(M_TRIM_THRESHOLD, bytes) == 1;
}
