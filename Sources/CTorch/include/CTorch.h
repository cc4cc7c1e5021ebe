#pragma once

// A narrow C interface over the system's libtorch.
//
// - Handles are opaque; a handle given out belongs to the caller, who frees it once with the matching `_free`.
// - Every call that can fail returns a status, fills its out-parameter only on CT_OK, and writes the reason,
//   NUL-terminated and cut to fit, into the message buffer that the caller provides.
// - No C++ exception leaves a function. There is no thread-local or global error state.
// - Every pointer comes with its length, and every length is checked before use.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define CT_NOEXCEPT noexcept
extern "C" {
#else
#define CT_NOEXCEPT
#endif

#if defined(__clang__)
#define CT_CLOSED_ENUM __attribute__((enum_extensibility(closed)))
#define CT_SWIFT_NAME(name) __attribute__((swift_name(#name)))
#else
#define CT_CLOSED_ENUM
#define CT_SWIFT_NAME(name)
#endif

typedef struct ct_tensor ct_tensor;
typedef struct ct_generator ct_generator;

typedef enum CT_CLOSED_ENUM {
  CT_OK CT_SWIFT_NAME(ok) = 0,
  // The arguments contradict one another or lie outside what the interface accepts.
  CT_INVALID CT_SWIFT_NAME(invalid) = 1,
  // libtorch refused the operation: wrong shapes, wrong types, index out of range.
  CT_REFUSED CT_SWIFT_NAME(refused) = 2,
  CT_OUT_OF_MEMORY CT_SWIFT_NAME(outOfMemory) = 3,
} ct_status;

typedef enum CT_CLOSED_ENUM {
  CT_FLOAT32 CT_SWIFT_NAME(float32) = 0,
  CT_FLOAT64 CT_SWIFT_NAME(float64) = 1,
  CT_INT64 CT_SWIFT_NAME(int64) = 2,
  CT_BOOL CT_SWIFT_NAME(bool) = 3,
  CT_FLOAT16 CT_SWIFT_NAME(float16) = 4,
} ct_dtype;

// Where a reason is written; text may be NULL when capacity is 0.
typedef struct {
  char *text;
  size_t capacity;
} ct_message;

// ---- Tensors

// Copies byte_count bytes into a new contiguous tensor; byte_count must be the product of the shape times the
// element size. bytes may be NULL when byte_count is 0.
ct_status ct_tensor_create(const void *bytes, size_t byte_count, ct_dtype dtype, const int64_t *shape, size_t rank,
                           ct_tensor **out, ct_message message) CT_NOEXCEPT;
void ct_tensor_free(ct_tensor *tensor) CT_NOEXCEPT;

ct_status ct_tensor_dtype(const ct_tensor *tensor, ct_dtype *out, ct_message message) CT_NOEXCEPT;
size_t ct_tensor_rank(const ct_tensor *tensor) CT_NOEXCEPT;
// Fills the first min(rank, capacity) entries of shape.
void ct_tensor_shape(const ct_tensor *tensor, int64_t *shape, size_t capacity) CT_NOEXCEPT;
// Copies the elements in row-major order; byte_count must match exactly.
ct_status ct_tensor_copy_out(const ct_tensor *tensor, void *bytes, size_t byte_count, ct_message message) CT_NOEXCEPT;

// ---- Operators

typedef enum CT_CLOSED_ENUM {
  CT_ARGUMENT_NONE CT_SWIFT_NAME(none) = 0,
  CT_ARGUMENT_INTEGER CT_SWIFT_NAME(integer) = 1,       // integer
  CT_ARGUMENT_REAL CT_SWIFT_NAME(real) = 2,          // real
  CT_ARGUMENT_BOOLEAN CT_SWIFT_NAME(boolean) = 3,       // integer, 0 or 1
  CT_ARGUMENT_INTEGERS CT_SWIFT_NAME(integers) = 4,      // `count` entries of call.integers from `first`
  CT_ARGUMENT_TENSOR CT_SWIFT_NAME(tensor) = 5,        // call.tensors[first]
  CT_ARGUMENT_TENSORS CT_SWIFT_NAME(tensors) = 6,       // `count` entries of call.tensors from `first`
  CT_ARGUMENT_GENERATOR CT_SWIFT_NAME(generator) = 7,     // call.generator
  CT_ARGUMENT_DTYPE CT_SWIFT_NAME(dtype) = 8,         // integer, a ct_dtype
} ct_argument_kind;

typedef struct {
  ct_argument_kind kind;
  int64_t integer;
  double real;
  size_t first;
  size_t count;
} ct_argument;

typedef struct {
  // An operator of the "aten" namespace with its overload, as in "add.Tensor".
  const char *name;
  const ct_argument *arguments;
  size_t argument_count;
  const int64_t *integers;
  size_t integer_count;
  const ct_tensor *const *tensors;
  size_t tensor_count;
  ct_generator *generator;
} ct_call;

// Calls an operator after checking its arguments against its schema; missing trailing arguments take their
// defaults. The first `output_count` results are stored in `outputs`, NULL for a result that is undefined;
// an operator with fewer results, or with one that is no tensor, is CT_INVALID.
ct_status ct_operator_call(const ct_call *call, ct_tensor **outputs, size_t output_count,
                           ct_message message) CT_NOEXCEPT;

// ---- Gradients

ct_status ct_tensor_set_requires_gradient(ct_tensor *tensor, bool required, ct_message message) CT_NOEXCEPT;
bool ct_tensor_requires_gradient(const ct_tensor *tensor) CT_NOEXCEPT;
// Back-propagates from a scalar into the leaves it depends on.
ct_status ct_tensor_backward(const ct_tensor *tensor, ct_message message) CT_NOEXCEPT;
// The accumulated gradient of a leaf; NULL when there is none.
ct_status ct_tensor_gradient(const ct_tensor *tensor, ct_tensor **out, ct_message message) CT_NOEXCEPT;
void ct_tensor_clear_gradient(ct_tensor *tensor) CT_NOEXCEPT;
// Switches the recording of gradients on the calling thread and returns what it was.
bool ct_gradient_recording_exchange(bool recording) CT_NOEXCEPT;

// ---- Random generators

// A Mersenne twister whose whole state is filled from all 64 bits of the seed.
ct_status ct_generator_create(uint64_t seed, ct_generator **out, ct_message message) CT_NOEXCEPT;
void ct_generator_free(ct_generator *generator) CT_NOEXCEPT;
size_t ct_generator_state_size(ct_generator *generator) CT_NOEXCEPT;
ct_status ct_generator_state(ct_generator *generator, void *bytes, size_t byte_count,
                             ct_message message) CT_NOEXCEPT;
ct_status ct_generator_restore(ct_generator *generator, const void *bytes, size_t byte_count,
                               ct_message message) CT_NOEXCEPT;

// ---- The process

ct_status ct_set_threads(int count, ct_message message) CT_NOEXCEPT;

/// How many threads one operation uses.
int ct_threads(void) CT_NOEXCEPT;
// Raises the C allocator's M_MMAP_THRESHOLD and M_TRIM_THRESHOLD; false when it refuses.
bool ct_raise_allocator_thresholds(int bytes) CT_NOEXCEPT;

#ifdef __cplusplus
}
#endif
