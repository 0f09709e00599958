import Foundation

/// How many files, and so connections, this process may have open.
enum OpenFileLimit {
  /// Files that the process has open besides what a measurement opens.
  private static let others = 100

  /// Raises the limit to what this process may have at most.
  ///
  /// - Throws: ``BenchmarkSetting/Failure`` when that is not enough for so many connections. Servers that this process
  ///   starts have the same limit.
  static func raise(for connections: Int) throws {
    var limit = rlimit()
    guard getrlimit(.init(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      throw BenchmarkSetting.Failure(description: "the limit of open files cannot be read")
    }
    limit.rlim_cur = limit.rlim_max
    guard limit.rlim_max >= connections + others, setrlimit(.init(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      throw BenchmarkSetting.Failure(
        description: "\(limit.rlim_max) open files are too few for \(connections) connections: raise `ulimit -Hn`")
    }
  }
}
