internal import PartnerProgram

/// One page of a list that was asked for with one element more than fits, to learn whether another page follows.
struct ListPage<Element> {
  let elements: [Element]
  let nextPageToken: String

  /// - Parameters:
  ///   - found: up to `limit` + 1 elements.
  ///   - position: the text that the page after an element begins after; it is the token.
  init(_ found: [Element], limit: Int, position: (Element) -> String) {
    elements = Array(found.prefix(limit))
    nextPageToken = found.count > limit ? elements.last.map(position) ?? "" : ""
  }
}

/// The token of a list that is ordered by a partner's code and then by another text: both with a colon between them,
/// which no code holds. The code is empty for what concerns every partner.
struct PartnerPageToken {
  let partner: String
  let other: String

  init(partner: String, other: String) {
    self.partner = partner
    self.other = other
  }

  /// The position that a request names; nil for the first page.
  ///
  /// - Parameter check: throws for a second text that no element of the list has.
  /// - Throws: a ``FieldError`` of `page_token`.
  init?(sent token: String, check: (String) throws(FieldError) -> Void) throws(FieldError) {
    guard !token.isEmpty else { return nil }
    let parts = token.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw .pageToken }
    partner = String(parts[0])
    other = String(parts[1])
    do {
      if !partner.isEmpty { try TextRule.partnerCode.check(partner, field: "page_token") }
      try check(other)
    } catch {
      throw .pageToken
    }
  }

  var text: String { "\(partner):\(other)" }
}

extension FieldError {
  /// The refusal of a text that no reply gave as a token.
  static var pageToken: FieldError {
    FieldError(field: "page_token", message: "must be the next_page_token of a reply to the same query")
  }
}
