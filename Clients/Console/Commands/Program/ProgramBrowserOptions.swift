internal import ArgumentParser
internal import TributaryClient

/// Where a program's links and forms lead, and what its forms keep.
struct ProgramBrowserOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Where links lead that name no campaign.", valueName: "url"))
  var landingUrl: String?

  @Option(
    help: ArgumentHelp("Where forms send visitors who opted in; without it they are just thanked.", valueName: "url"))
  var thankYouUrl: String?

  @Option(
    help: ArgumentHelp(
      """
      A host besides that links and forms may lead to and scripts may post from, such as shop.example.com or \
      *.example.com. Repeat it for several; those given take the place of those before, and "" of all.
      """, valueName: "host"))
  var allowHost: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      A field of forms that is kept with the contact. Repeat it for several; those given take the place of those \
      before, and "" of all.
      """, valueName: "name"))
  var formField: [String] = []

  /// Writes what was given into a program.
  func apply(to program: inout Program) {
    if let landingUrl { program.landingUrl = landingUrl }
    if let thankYouUrl { program.thankYouUrl = thankYouUrl }
    if !allowHost.isEmpty { program.allowedHosts = allowHost.filter { !$0.isEmpty }.map { AllowedHost(host: $0) } }
    if !formField.isEmpty { program.formFields = formField.filter { !$0.isEmpty }.map { FormField(name: $0) } }
  }
}
