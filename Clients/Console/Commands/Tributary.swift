package import ArgumentParser

/// The command line `tributary`.
package struct Tributary: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "tributary",
    abstract: "Record clicks and conversions of a partner program, read its reports and administer it.",
    discussion: """
      The server and the key come from flags, else from the environment (TRIBUTARY_ADDRESS, TRIBUTARY_KEY, \
      TRIBUTARY_PROGRAM, TRIBUTARY_CURRENCY, TRIBUTARY_TLS, TRIBUTARY_TLS_ROOTS, TRIBUTARY_TIMEOUT), else from a \
      configuration file, $XDG_CONFIG_HOME/tributary/config.json or ~/.config/tributary/config.json:

        {"address": "localhost:7411", "key": "tk_...", "program": "shop"}

      It may also hold "currency", "tls", "tlsRoots" and "timeout".

      Results go to standard output in one of three formats; words and errors go to standard error. The table is for \
      people: characters that a terminal would obey are written \\u{HEX}. The csv is RFC 4180 with exact values and \
      money in decimals; import its texts as text into a spreadsheet. The json is one object, to which members are only \
      ever added; money is an integer of minor units (NAME_minor), times are RFC 3339. Colour is used on a terminal \
      only, and never when NO_COLOR is set.

      Exit status:
      \(exitStatusLines)

      Shell completion: tributary --generate-completion-script bash|zsh|fish

      Examples:
        tributary click --program shop --partner anna --sub-id spring
        tributary sale --order A-1001 --item MUG:2:12.50 --click-token TOKEN
        tributary explain A-1001
        tributary report --partner anna --by sub_id,day --from 2026-01-01
        tributary payout create --id 2026-01 --threshold EUR:50.00
      """,
    version: tributaryVersion,
    subcommands: [
      ClickCommand.self, LeadCommand.self, SaleCommand.self, RefundCommand.self, ExplainCommand.self,
      UnconfirmedCommand.self, ConfirmCommand.self,
      ReportCommand.self, LinkCommand.self, BalanceCommand.self, AdjustCommand.self, PayoutCommand.self,
      PixelCommand.self,
      ProgramCommand.self, PartnerCommand.self, CouponCommand.self, CampaignCommand.self, PixelKeyCommand.self,
      CommissionCommand.self, ContactCommand.self,
      AccountCommand.self, KeyCommand.self, HealthCommand.self,
    ]
  )

  /// Makes the command, as the parser does.
  package init() {}

  private static var exitStatusLines: String {
    ExitStatus.allCases.map { "  \($0.rawValue < 10 ? " " : "")\($0.rawValue)  \($0.explanation)" }
      .joined(separator: "\n")
  }
}
