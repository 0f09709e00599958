internal import ArgumentParser

/// `tributary coupon`
struct CouponCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coupon",
    abstract: "Administer coupons, whose use refers to a partner.",
    discussion: """
      A customer who types a coupon is referred by its partner, where the program's --coupon-rule puts coupons. Needs a \
      key of scope admin.

      Examples:
        tributary coupon create SPRING10 --partner anna
        tributary coupon list
        tributary coupon delete SPRING10
      """,
    subcommands: [CouponCreateCommand.self, CouponListCommand.self, CouponDeleteCommand.self]
  )
}
