import ArgumentParser
import TributaryConsole

/// The server's command line.
@main
struct Tributaryd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tributaryd",
    abstract: "The Tributary server: who referred a customer, and what is that partner owed?",
    discussion: """
      See it work:
        tributaryd demo
      Run it for good, and talk to it with the command line client tributary:
        tributaryd init --data /var/lib/tributary
        tributaryd serve --data /var/lib/tributary

      Exit status:
         0  done
         1  check found differences
        64  the command line is wrong
        69  the server cannot start, or was told to stop by a failure
        70  a step of the demo failed
        73  the data directory cannot be used
        74  reading or writing failed
      """,
    version: tributaryVersion,
    subcommands: [Demo.self, Init.self, Serve.self, Check.self, Backup.self, Purge.self, Keys.self]
  )
}
