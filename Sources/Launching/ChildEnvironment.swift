import Scenario

/// The environment of an emulation's processes.
enum ChildEnvironment {
  /// What every process gets, and the instruction-set choices of portable numerics.
  ///
  /// One thread per process, because the processes share the cores and a thread count changes rounding. No backtracer:
  /// a crashed process must not leave a helper behind that keeps its pipes open. `portable` chooses code that every
  /// x86-64 host of the last fifteen years can run: SSE4.1 at most.
  static func variables(_ numerics: NumericsMode) -> [String: String] {
    var variables = ["SWIFT_BACKTRACE": "enable=no", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"]
    if numerics == .portable {
      variables["ATEN_CPU_CAPABILITY"] = "default"
      variables["DNNL_MAX_CPU_ISA"] = "SSE41"
      variables["OPENBLAS_CORETYPE"] = "Prescott"
    }
    return variables
  }
}
