extension Schema {
  /// What browsers bring.
  static let version3 = catalogueOfVersion3
}
