#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <new>
#include <string>

#include "CTorch.h"

struct ct_tensor {
  at::Tensor value;
};

struct ct_generator {
  at::Generator value;
};

namespace ctorch {

/// A fault in how the interface was called.
struct InvalidCall {
  const char *reason;
};

inline void write(ct_message message, const char *text) noexcept {
  if (message.text == nullptr || message.capacity == 0) return;
  const size_t length = std::min(std::strlen(text), message.capacity - 1);
  std::memcpy(message.text, text, length);
  message.text[length] = '\0';
}

/// Runs `body` and turns every exception into a status and a message.
template <typename Body>
ct_status guarded(ct_message message, Body &&body) noexcept {
  try {
    body();
    return CT_OK;
  } catch (const InvalidCall &fault) {
    write(message, fault.reason);
    return CT_INVALID;
  } catch (const c10::Error &fault) {
    write(message, fault.what_without_backtrace());
    return CT_REFUSED;
  } catch (const std::bad_alloc &) {
    write(message, "out of memory");
    return CT_OUT_OF_MEMORY;
  } catch (const std::exception &fault) {
    write(message, fault.what());
    return CT_REFUSED;
  } catch (...) {
    write(message, "an exception of an unknown type");
    return CT_REFUSED;
  }
}

inline void require(bool condition, const char *reason) {
  if (!condition) throw InvalidCall{reason};
}

inline at::ScalarType scalarType(int64_t dtype) {
  switch (dtype) {
    case CT_FLOAT32: return at::kFloat;
    case CT_FLOAT64: return at::kDouble;
    case CT_INT64: return at::kLong;
    case CT_BOOL: return at::kBool;
    case CT_FLOAT16: return at::kHalf;
  }
  throw InvalidCall{"unknown element type"};
}

}  // namespace ctorch
