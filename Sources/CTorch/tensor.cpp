#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <c10/core/GradMode.h>

#include "handles.hpp"

using ctorch::guarded;
using ctorch::require;

ct_status ct_tensor_create(const void *bytes, size_t byte_count, ct_dtype dtype, const int64_t *shape, size_t rank,
                           ct_tensor **out, ct_message message) noexcept {
  return guarded(message, [&] {
    require(out != nullptr && (shape != nullptr || rank == 0), "no shape or no place for the result");
    const auto type = ctorch::scalarType(dtype);
    size_t expected = c10::elementSize(type);
    for (size_t axis = 0; axis < rank; ++axis) {
      require(shape[axis] >= 0, "a dimension is negative");
      require(!__builtin_mul_overflow(expected, static_cast<size_t>(shape[axis]), &expected), "the shape overflows");
    }
    require(expected == byte_count, "the number of elements does not match the shape");
    require(bytes != nullptr || byte_count == 0, "no elements");
    auto tensor = at::empty(at::IntArrayRef(shape, rank), at::TensorOptions().dtype(type));
    if (byte_count > 0) std::memcpy(tensor.data_ptr(), bytes, byte_count);
    *out = new ct_tensor{std::move(tensor)};
  });
}

void ct_tensor_free(ct_tensor *tensor) noexcept { delete tensor; }

ct_status ct_tensor_dtype(const ct_tensor *tensor, ct_dtype *out, ct_message message) noexcept {
  return guarded(message, [&] {
    require(tensor != nullptr && out != nullptr, "no tensor or no place for the result");
    switch (tensor->value.scalar_type()) {
      case at::kFloat: *out = CT_FLOAT32; return;
      case at::kDouble: *out = CT_FLOAT64; return;
      case at::kLong: *out = CT_INT64; return;
      case at::kBool: *out = CT_BOOL; return;
      case at::kHalf: *out = CT_FLOAT16; return;
      default: throw ctorch::InvalidCall{"an element type that the interface does not carry"};
    }
  });
}

size_t ct_tensor_rank(const ct_tensor *tensor) noexcept {
  return tensor == nullptr ? 0 : static_cast<size_t>(tensor->value.sizes().size());
}

void ct_tensor_shape(const ct_tensor *tensor, int64_t *shape, size_t capacity) noexcept {
  if (tensor == nullptr || shape == nullptr) return;
  const auto sizes = tensor->value.sizes();
  std::copy_n(sizes.begin(), std::min(capacity, sizes.size()), shape);
}

ct_status ct_tensor_copy_out(const ct_tensor *tensor, void *bytes, size_t byte_count, ct_message message) noexcept {
  return guarded(message, [&] {
    require(tensor != nullptr, "no tensor");
    const auto source = tensor->value.contiguous();
    require(source.nbytes() == byte_count, "the room for the elements does not match the tensor");
    require(bytes != nullptr || byte_count == 0, "no room for the elements");
    if (byte_count > 0) std::memcpy(bytes, source.data_ptr(), byte_count);
  });
}

ct_status ct_tensor_set_requires_gradient(ct_tensor *tensor, bool required, ct_message message) noexcept {
  return guarded(message, [&] {
    require(tensor != nullptr, "no tensor");
    tensor->value.requires_grad_(required);
  });
}

bool ct_tensor_requires_gradient(const ct_tensor *tensor) noexcept {
  try {
    return tensor != nullptr && tensor->value.requires_grad();
  } catch (...) {
    return false;
  }
}

ct_status ct_tensor_backward(const ct_tensor *tensor, ct_message message) noexcept {
  return guarded(message, [&] {
    require(tensor != nullptr, "no tensor");
    tensor->value.backward();
  });
}

ct_status ct_tensor_gradient(const ct_tensor *tensor, ct_tensor **out, ct_message message) noexcept {
  return guarded(message, [&] {
    require(tensor != nullptr && out != nullptr, "no tensor or no place for the result");
    const auto &gradient = tensor->value.grad();
    *out = gradient.defined() ? new ct_tensor{gradient} : nullptr;
  });
}

void ct_tensor_clear_gradient(ct_tensor *tensor) noexcept {
  if (tensor == nullptr) return;
  try {
    // A tensor without gradient metadata has nothing to clear.
    if (tensor->value.grad().defined()) tensor->value.mutable_grad().reset();
  } catch (...) {
  }
}

bool ct_gradient_recording_exchange(bool recording) noexcept {
  const bool before = c10::GradMode::is_enabled();
  c10::GradMode::set_enabled(recording);
  return before;
}
