package import PartnerProgram
internal import Store

/// Visits: what becomes of links that browsers follow.
extension Tracker {
  /// Records a visit and waits until it is on disk, for as long as a visitor can be kept waiting.
  package func record(_ link: FollowedLink) async -> FollowedLinkRecord {
    let command: ClickCommand
    do {
      command = try self.command(of: link)
    } catch {
      return FollowedLinkRecord(fate: .lost(.invalid(error)), visitorToken: nil, clickToken: nil)
    }
    let isBot = command.disposition == .bot
    func record(_ fate: FollowedLinkRecord.Fate, hasToken: Bool) -> FollowedLinkRecord {
      FollowedLinkRecord(
        fate: fate,
        visitorToken: isBot ? nil : String(decoding: tokens.token(for: command.visitorID), as: UTF8.self),
        clickToken: hasToken ? String(decoding: tokens.token(for: command.clickID), as: UTF8.self) : nil)
    }
    do {
      switch try await visits.perform(.click(command), in: store) {
      case nil: return record(.late, hasToken: true)
      case .click(let click): return record(.recorded(click.disposition), hasToken: true)
      default: return record(.lost(.io("the store answered another kind of command")), hasToken: false)
      }
    } catch {
      return record(.lost(error), hasToken: false)
    }
  }

  /// The visitor that the value of a browser's cookie names; nil when it is none of ours.
  package func visitor(ofCookie value: String) -> VisitorID? {
    tokens.visitor(provenBy: value)
  }

  private func command(of link: FollowedLink) throws(FieldError) -> ClickCommand {
    let now = now()
    let (texts, isBot, hasInvalidSubID) = try Self.texts(of: link)
    return ClickCommand(
      program: link.program,
      partner: link.partner,
      disposition: ClickDisposition.decide(
        isBot: isBot, partnerStatus: link.partner.partner.status, isPrefetch: link.isPrefetch,
        hasInvalidSubID: hasInvalidSubID),
      clickID: browserIDs.makeID(ClickID.self, at: now),
      clickIDWasSent: false,
      visitorID: link.visitor ?? browserIDs.makeID(VisitorID.self, at: now),
      visitorIsNew: link.visitor == nil,
      occurredAt: now,
      receivedAt: now,
      texts: texts)
  }

  /// Cuts the texts to what is kept of them and copies them into the command's one block of memory. Whether the browser is
  /// a bot is told by all that it calls itself.
  private static func texts(
    of link: FollowedLink
  ) throws(FieldError) -> (texts: PackedTexts, isBot: Bool, hasInvalidSubID: Bool) {
    let result: Result<(texts: PackedTexts, isBot: Bool, hasInvalidSubID: Bool), FieldError> =
      withUnsafeTemporaryAllocation(byteCount: AddressTruncation.maximumTextBytes, alignment: 1) { room in
        link.subID.withUnsafeBytes { sentSubID in
          withBytes(of: link.address) { ip in
            withBytes(of: link.landingURL?.text ?? "") { landingURL in
              withBytes(of: link.referrerURL) { referrerURL in
                withBytes(of: link.userAgent) { userAgent in
                  Result { () throws(FieldError) in
                    let subID = TextRule.subID.beginning(of: sentSubID)
                    let texts = try PackedTexts(
                      subID: subID,
                      landingURL: TextRule.pageURL.beginning(of: landingURL),
                      referrerURL: TextRule.pageURL.beginning(of: referrerURL),
                      userAgent: TextRule.userAgent.beginning(of: userAgent),
                      ip: StoredAddress.bytes(
                        of: ip, as: link.program.program.addressStorage, truncatedInto: room))
                    return (texts, KnownBots.contains(userAgent: userAgent), subID.count < sentSubID.count)
                  }
                }
              }
            }
          }
        }
      }
    return try result.get()
  }
}

extension TextRule {
  /// The bytes that are kept of a text that cannot be refused.
  fileprivate func beginning(of bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[..<prefixCount(of: bytes)])
  }
}
