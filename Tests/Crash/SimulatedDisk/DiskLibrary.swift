import Foundation

/// The library in `Disk`, which lies beside this program.
func diskLibrary() throws -> URL {
  let program = URL(filePath: CommandLine.arguments[0])
  let library = program.deletingLastPathComponent().appending(path: "libTributaryDisk.so")
  guard FileManager.default.fileExists(atPath: library.path) else {
    throw TrialError("there is no \(library.path): swift build --product TributaryDisk")
  }
  return library
}
