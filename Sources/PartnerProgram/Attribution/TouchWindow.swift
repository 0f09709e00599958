/// The time in which a click, or the binding of a contact's referrer, can earn a conversion.
struct TouchWindow {
  /// How long it is, in periods of 24 hours.
  let days: Int32
  /// When the conversion happened.
  let convertedAt: Timestamp

  /// Where a moment lies.
  enum Place {
    case before, inside, after
  }

  /// Where a moment lies. Both ends are inside. A window of no length still holds what a fast clock says.
  func place(of moment: Timestamp) -> Place {
    let age = convertedAt.elapsed(since: moment)
    guard age >= -Int128(Timestamp.maximumLead) else { return .after }
    return max(age, 0) <= Int128(days) * Int128(Timestamp.microsecondsPerDay) ? .inside : .before
  }
}
