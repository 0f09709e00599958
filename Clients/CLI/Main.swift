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
    // A reader that closes early, such as `head`, is then an error of writing with an exit status of ours.
    signal(SIGPIPE, SIG_IGN)
    exit(await runTributary(Array(CommandLine.arguments.dropFirst()), host: .system))
  }
}
