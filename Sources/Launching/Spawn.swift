import Glibc

/// The one call of `posix_spawn`.
enum Spawn {
  /// Starts a program with these descriptors as its standard input, output and error.
  static func start(
    _ program: ChildProgram, input: FileDescriptor, output: FileDescriptor, error: FileDescriptor
  ) throws(SystemError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (source, target) in [(input, 0 as Int32), (output, 1), (error, 2)] {
      unsafe posix_spawn_file_actions_adddup2(&actions, source.number, target)
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    let flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETPGROUP)
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

    var environment = Self.environment
    for (key, value) in program.environment { environment[key] = value }
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var identifier: pid_t = 0
    let status = unsafe withStrings([program.executable] + program.arguments) { arguments in
      unsafe withStrings(variables) { variables in
        unsafe posix_spawn(&identifier, program.executable, &actions, &attributes, arguments, variables)
      }
    }
    guard status == 0 else { throw SystemError("posix_spawn", number: status) }
    return identifier
  }

  /// The launcher's environment.
  private static var environment: [String: String] {
    var result: [String: String] = [:]
    var entry = unsafe environ
    while let text = unsafe entry.pointee {
      let pair = unsafe String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2 { result[String(pair[0])] = String(pair[1]) }
      unsafe entry += 1
    }
    return result
  }

  /// Lends texts as a null-terminated list of C strings.
  static func withStrings<Result>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
    for (index, text) in texts.enumerated() { unsafe list[index] = unsafe strdup(text) }
    unsafe list[texts.count] = nil
    defer {
      for index in texts.indices { unsafe free(list[index]) }
      unsafe list.deallocate()
    }
    return unsafe body(list)
  }
}
