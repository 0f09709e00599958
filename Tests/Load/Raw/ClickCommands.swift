import Foundation
import PartnerProgram
import Store
import TestValues

/// Makes the commands that the server makes of the mix of clicks.
struct ClickCommands {
  private let raw: RawStore
  private var nextClick = 0
  private var ids = UUIDv7Generator()
  private var random = SplitMix64(state: 7)

  init(for raw: RawStore) {
    self.raw = raw
  }

  /// The next click of the mix, at a time. Its visitor is a new one unless the mix says otherwise.
  mutating func next(at now: Timestamp = Clock.now(), id: ClickID? = nil) throws -> Command {
    let click = ClickMix.clicks[nextClick]
    nextClick = (nextClick + 1) % ClickMix.clicks.count
    return try command(for: click, at: now, id: id)
  }

  /// A click at a time.
  mutating func command(for click: ClickMix.Click, at now: Timestamp, id: ClickID? = nil) throws -> Command {
    .click(
      ClickCommand(
        program: raw.program,
        partner: raw.partners[click.partner],
        disposition: .counted,
        clickID: id ?? ClickID(rawValue: ids.next(at: now, using: &random)),
        clickIDWasSent: false,
        visitorID: click.returningVisitor.flatMap { UUIDBytes($0) }.map(VisitorID.init(rawValue:))
          ?? VisitorID(rawValue: ids.next(at: now, using: &random)),
        visitorIsNew: click.returningVisitor == nil,
        occurredAt: now,
        receivedAt: now,
        texts: try click.packedTexts()))
  }
}
