#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/function_schema.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/stack.h>

#include "handles.hpp"

using ctorch::guarded;
using ctorch::require;

namespace {

const at::Tensor &tensorAt(const ct_call &call, size_t index) {
  require(index < call.tensor_count && call.tensors[index] != nullptr, "a tensor argument is missing");
  return call.tensors[index]->value;
}

c10::IValue value(const ct_call &call, const ct_argument &argument) {
  switch (argument.kind) {
    case CT_ARGUMENT_NONE: return c10::IValue();
    case CT_ARGUMENT_INTEGER: return c10::IValue(argument.integer);
    case CT_ARGUMENT_REAL: return c10::IValue(argument.real);
    case CT_ARGUMENT_BOOLEAN: return c10::IValue(argument.integer != 0);
    case CT_ARGUMENT_INTEGERS: {
      require(argument.first <= call.integer_count && argument.count <= call.integer_count - argument.first,
              "an integer list reaches beyond the integers given");
      return c10::IValue(c10::IntArrayRef(call.integers + argument.first, argument.count));
    }
    case CT_ARGUMENT_TENSOR: return c10::IValue(tensorAt(call, argument.first));
    case CT_ARGUMENT_TENSORS: {
      require(argument.first <= call.tensor_count && argument.count <= call.tensor_count - argument.first,
              "a tensor list reaches beyond the tensors given");
      c10::List<at::Tensor> list;
      list.reserve(argument.count);
      for (size_t index = 0; index < argument.count; ++index) list.push_back(tensorAt(call, argument.first + index));
      return c10::IValue(std::move(list));
    }
    case CT_ARGUMENT_GENERATOR:
      require(call.generator != nullptr, "a generator argument is missing");
      return c10::IValue(call.generator->value);
    case CT_ARGUMENT_DTYPE: return c10::IValue(static_cast<int64_t>(ctorch::scalarType(argument.integer)));
  }
  throw ctorch::InvalidCall{"unknown argument kind"};
}

c10::OperatorHandle find(const char *name) {
  const std::string qualified = std::string("aten::") + name;
  const auto dot = qualified.find('.');
  const bool overloaded = dot != std::string::npos;
  const auto handle = c10::Dispatcher::singleton().findSchema(
      {qualified.substr(0, dot), overloaded ? qualified.substr(dot + 1) : std::string()});
  require(handle.has_value(), "libtorch has no such operator");
  return *handle;
}

}  // namespace

ct_status ct_operator_call(const ct_call *call, ct_tensor **outputs, size_t output_count,
                           ct_message message) noexcept {
  return guarded(message, [&] {
    require(call != nullptr && call->name != nullptr, "no operator named");
    require(call->arguments != nullptr || call->argument_count == 0, "no arguments");
    require(outputs != nullptr || output_count == 0, "no place for the results");
    const auto handle = find(call->name);

    torch::jit::Stack stack;
    stack.reserve(handle.schema().arguments().size());
    for (size_t index = 0; index < call->argument_count; ++index) {
      stack.push_back(value(*call, call->arguments[index]));
    }
    handle.schema().checkAndNormalizeInputs(stack, {});
    handle.callBoxed(stack);

    require(stack.size() >= output_count, "the operator has fewer results than asked for");
    std::vector<std::unique_ptr<ct_tensor>> results;
    results.reserve(output_count);
    for (size_t index = 0; index < output_count; ++index) {
      require(stack[index].isTensor(), "a result is no tensor");
      const auto &tensor = stack[index].toTensor();
      results.emplace_back(tensor.defined() ? new ct_tensor{tensor} : nullptr);
    }
    for (size_t index = 0; index < output_count; ++index) outputs[index] = results[index].release();
  });
}
