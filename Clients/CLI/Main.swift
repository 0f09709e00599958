#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif
internal import TributaryConsole

/// The process `tributary`: everything it does is in TributaryConsole, which tests run without a process.
@main
enum Main {
  static func main() async {
    exit(await runTributary(Array(CommandLine.arguments.dropFirst()), host: .system))
  }
}
