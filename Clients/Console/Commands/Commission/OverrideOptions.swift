internal import ArgumentParser

/// Which commission override a command is about.
struct OverrideOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The partner. Without it, every partner.", valueName: "code"))
  var partner = ""

  @Option(help: ArgumentHelp("The product. Without it, every product.", valueName: "code"))
  var sku = ""

  func validate() throws {
    if partner.isEmpty, sku.isEmpty {
      throw ValidationError("Give --partner, --sku or both; `tributary program update` sets what all others earn.")
    }
  }
}
