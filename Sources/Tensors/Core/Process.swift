internal import CTorch

/// Sets how many threads this process uses inside one tensor operation. One thread makes results repeat from
/// process to process whatever the number of cores.
public func setThreads(_ count: Int) throws(TensorError) {
  try unsafe checked("setThreads") { unsafe ct_set_threads(Int32(clamping: count), $0) }
}

/// How many threads this process uses inside one tensor operation.
public var threadsOfAnOperation: Int { Int(ct_threads()) }

/// Lets the C allocator keep freed blocks of up to 1 GiB instead of returning each to the kernel. Training allocates
/// and frees large tensors at every step; without this each one is mapped and zeroed anew.
///
/// - Returns: whether the allocator agreed. A refusal costs speed alone.
@discardableResult
public func raiseAllocatorThresholds() -> Bool {
  // M_MMAP_THRESHOLD above HEAP_MAX_SIZE / 2 = 32 MiB is refused by glibc.
  ct_raise_allocator_thresholds(1 << 25)
}
