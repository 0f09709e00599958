/// What an account has paid for. The numbers are those of the public contract and are stored.
public enum Plan: UInt8, CaseIterable, Comparable, Sendable {
  /// No partner programs.
  case starter = 1
  /// Partner programs.
  case plus = 2
  /// Also SubIDs and the pixel.
  case pro = 3
  /// All.
  case enterprise = 4

  /// Whether the left plan includes less than the right one.
  public static func < (left: Plan, right: Plan) -> Bool { left.rawValue < right.rawValue }
}
