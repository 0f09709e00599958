internal import ArgumentParser

/// Whether connections use TLS.
enum TLSMode: String, CaseIterable, ExpressibleByArgument {
  /// TLS to other machines, plain TCP to this one.
  case auto
  /// TLS.
  case on
  /// Plain TCP.
  case off
}
