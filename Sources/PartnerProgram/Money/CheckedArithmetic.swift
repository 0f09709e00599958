/// Arithmetic on minor units and counts that tells when a result does not fit.
extension Int64 {
  /// The sum.
  ///
  /// - Throws: ``MoneyError/overflow``.
  func adding(_ other: Int64) throws(MoneyError) -> Int64 {
    let (sum, overflows) = addingReportingOverflow(other)
    guard !overflows else { throw .overflow }
    return sum
  }

  /// The difference.
  ///
  /// - Throws: ``MoneyError/overflow``.
  func subtracting(_ other: Int64) throws(MoneyError) -> Int64 {
    let (difference, overflows) = subtractingReportingOverflow(other)
    guard !overflows else { throw .overflow }
    return difference
  }

  /// The product.
  ///
  /// - Throws: ``MoneyError/overflow``.
  func multiplied(by other: Int64) throws(MoneyError) -> Int64 {
    let (product, overflows) = multipliedReportingOverflow(by: other)
    guard !overflows else { throw .overflow }
    return product
  }
}
