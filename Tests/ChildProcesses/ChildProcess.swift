package import Foundation
import Synchronization

/// How a process ended, and all that it wrote.
package struct ProcessEnd: Sendable {
  /// The exit code, or nil when a signal ended it.
  package let code: Int32?
  /// All of its standard output.
  package let output: String
  /// All of its standard error.
  package let errors: String
}

/// A process that is killed when it lives longer than its deadline, so that no test waits for ever.
///
/// Foundation's `Process` is not used because it crashes now and then when other threads open and close files while it
/// starts a program (swift-corelibs-foundation 6.3), which is what other tests do.
package final class ChildProcess: Sendable {
  /// Lines of standard output as they come; ends with the process.
  package let lines: AsyncStream<String>

  /// Its number, until it has ended.
  package let identifier: pid_t
  private let isReaped = Mutex(false)
  private let output: PipeReader
  private let errors: PipeReader
  private let exits: AsyncStream<Int32?>

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: path of the executable.
  ///   - arguments: its arguments.
  ///   - environment: what it finds in its environment besides what this process has.
  ///   - seconds: how long it may live.
  package init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:], seconds: Int = 300
  ) throws {
    let (lines, line) = AsyncStream.makeStream(of: String.self)
    let (exits, exit) = AsyncStream.makeStream(of: Int32?.self)
    (self.lines, self.exits) = (lines, exits)
    let environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let started = try spawning.withLock { _ in
      let (output, errors) = (try PipeEnds(), try PipeEnds())
      let identifier = try spawn(
        program, arguments, environment: environment, output: output.write, errors: errors.write)
      return (identifier: identifier, output: output.read, errors: errors.read)
    }
    identifier = started.identifier
    output = PipeReader(started.output) {
      line.yield($0)
    } atEnd: {
      line.finish()
    }
    errors = PipeReader(started.errors)
    Thread { [self] in
      exit.yield(reap())
      exit.finish()
    }.start()
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) { [weak self] in self?.signal(SIGKILL) }
  }

  /// Sends a signal to this process alone.
  package func signal(_ signal: Int32) {
    // Until it is reaped, its number is given to no other process.
    isReaped.withLock { if !$0 { kill(identifier, signal) } }
  }

  /// Waits until the process has ended and everything that it wrote is here. May be called once.
  package func end() async -> ProcessEnd {
    var code: Int32?
    for await exit in exits { code = exit }
    return ProcessEnd(code: code, output: await output.text(), errors: await errors.text())
  }

  private func reap() -> Int32? {
    var information = siginfo_t()
    while waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
    var status: Int32 = 0
    isReaped.withLock { isReaped in
      waitpid(identifier, &status, 0)
      isReaped = true
    }
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : nil
  }
}

/// Held while pipes are made and given to a program, so that no other program is started with them in between.
private let spawning = Mutex(())

/// Starts a program that writes to two files of this process, and has none of its signal settings.
private func spawn(
  _ program: String, _ arguments: [String], environment: [String: String], output: FileDescriptor,
  errors: FileDescriptor
) throws -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_adddup2(&actions, output.number, STDOUT_FILENO)
  posix_spawn_file_actions_adddup2(&actions, errors.number, STDERR_FILENO)

  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var (none, all) = (sigset_t(), sigset_t())
  sigemptyset(&none)
  sigfillset(&all)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setsigdefault(&attributes, &all)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

  keepOpenFilesFromPrograms()
  var identifier: pid_t = 0
  let failure = withCStrings([program] + arguments) { arguments in
    withCStrings(environment.map { "\($0)=\($1)" }) { environment in
      posix_spawn(&identifier, program, &actions, &attributes, arguments, environment)
    }
  }
  guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
  return identifier
}

/// Sees to it that a program inherits none of the files that are open now. SwiftNIO's sockets would be, and those that
/// a test closes would then stay open for their peers as long as another test's program runs.
private func keepOpenFilesFromPrograms() {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
  for number in names.compactMap({ Int32($0) }) where number > STDERR_FILENO {
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
  }
}

/// Lends texts as C does them: pointers to bytes that end with 0, the last pointer nil.
private func withCStrings<Result>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
  let pointers = texts.map { strdup($0) } + [nil]
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers)
}
