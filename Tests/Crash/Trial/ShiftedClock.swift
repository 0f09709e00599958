import Foundation

/// A server's wall clock that the test moves, through the library in `Disk`.
struct ShiftedClock: Sendable {
  private static let day: Int64 = 86_400

  /// By how many seconds the clock is moved: 30 days both ways, and not at all.
  static let shifts = [-30 * day, 0, 30 * day]

  private let file: URL
  private let library: URL

  /// A clock that is right.
  init() throws {
    library = try diskLibrary()
    file = FileManager.default.temporaryDirectory.appending(path: "tributary-clock-\(UUID().uuidString)")
    try shift(bySeconds: 0)
  }

  /// What a server finds in its environment.
  var environment: [String: String] {
    ["LD_PRELOAD": library.path, "TRIBUTARY_DISK_CLOCK_FILE": file.path]
  }

  /// Moves the clock of the servers that run, and of those that start, to so many seconds after the right time.
  func shift(bySeconds seconds: Int64) throws {
    // A name that is moved into place is never read in part.
    try Data("\(seconds)\n".utf8).write(to: file, options: .atomic)
  }

  /// Removes its file.
  func remove() {
    try? FileManager.default.removeItem(at: file)
  }

  /// When events happen, in microseconds since 1970 UTC: before now by every shifted clock, since what lies ahead is
  /// refused.
  @Sendable static func momentBeforeEveryShift() -> Int64 {
    currentMicroseconds() - 40 * day * 1_000_000
  }
}
