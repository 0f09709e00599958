import PartnerProgram

/// How much memory a command holds while it waits: what the limit of the queue counts.
extension Command {
  /// Bytes of the command with all that it refers to, except for the allocator's own overhead.
  var byteCount: Int {
    MemoryLayout<Command>.stride + payloadByteCount
  }

  private var payloadByteCount: Int {
    switch self {
    case .click(let click):
      click.texts.byteCount
    case .conversion(let conversion):
      conversion.byteCount
    case .pixel(let pixel):
      pixel.conversion.byteCount
    case .confirm:
      0
    case .createAccount(let account), .updateAccount(let account):
      MemoryLayout<Account>.stride + account.slug.bytes.count + account.name.utf8.count
    case .createProgram(let program), .updateProgram(let program):
      MemoryLayout<Program>.stride + program.slug.bytes.count + program.name.utf8.count + program.timeZone.utf8.count
        + program.trackingURL.utf8.count + program.browserByteCount
    case .createPartner(let partner), .updatePartner(let partner):
      MemoryLayout<Partner>.stride + partner.code.bytes.count + partner.name.utf8.count + partner.email.utf8.count
    case .createAPIKey(let key):
      MemoryLayout<APIKey>.stride + key.id.utf8.count + key.label.utf8.count + key.sha256.count
    case .createCoupon(let coupon):
      MemoryLayout<Coupon>.stride + coupon.code.bytes.count
    case .deleteCoupon(_, let code):
      code.bytes.count
    case .createCampaign(let campaign):
      MemoryLayout<Campaign>.stride + campaign.code.bytes.count + campaign.landingURL.byteCount
    case .deleteCampaign(_, let code):
      code.bytes.count
    case .rotatePixelKey:
      0
    case .setCommissionOverride(let override):
      MemoryLayout<CommissionOverride>.stride + override.sku.utf8.count
    case .deleteCommissionOverride(_, _, let sku):
      sku.utf8.count
    case .eraseContact(_, let name):
      name.value.utf8.count
    case .createAdjustment(let adjustment):
      MemoryLayout<Adjustment>.stride + adjustment.id.bytes.count + adjustment.reason.utf8.count
    case .createPayout(let order):
      MemoryLayout<PayoutOrder>.stride + order.id.bytes.count
        + order.thresholds.count * (MemoryLayout<Currency>.stride + MemoryLayout<Int64>.stride)
    case .purgeClicks(_, let clicks):
      clicks.count * MemoryLayout<ClickID>.stride
    case .revokeAPIKey(let id, _):
      id.utf8.count
    }
  }
}

extension ConversionCommand {
  /// Bytes of the texts, the lines and the evidence, and of the instance.
  fileprivate var byteCount: Int {
    let lines = amounts?.lines ?? []
    let texts =
      orderID.bytes.count + (refundID?.bytes.count ?? 0) + customerEmail.utf8.count
      + customerExternalID.utf8.count
    let lineBytes = lines.reduce(0) { $0 + MemoryLayout<OrderLine>.stride + $1.sku.utf8.count }
    let evidenceBytes = evidence.reduce(0) { $0 + $1.byteCount }
    let fieldBytes = contactFields.reduce(0) {
      $0 + MemoryLayout<ContactField>.stride + $1.name.bytes.count + $1.value.utf8.count
    }
    return Self.instanceByteCount + texts + lineBytes + evidenceBytes + fieldBytes
  }

  /// Bytes of the stored properties of an instance, which has no `MemoryLayout` of its own: its money and a handful of
  /// ids, times and references, rounded up.
  private static let instanceByteCount = MemoryLayout<OrderAmounts>.stride + 256
}

extension Program {
  /// Bytes of the addresses and lists that are for browsers.
  fileprivate var browserByteCount: Int {
    let addresses = [landingURL, thankYouURL].compactMap(\.self).reduce(0) { $0 + $1.byteCount }
    let hosts = allowedHosts.reduce(0) { $0 + MemoryLayout<AllowedHost>.stride + $1.text.utf8.count }
    return addresses + hosts + formFields.reduce(0) { $0 + MemoryLayout<FormFieldName>.stride + $1.bytes.count }
  }
}

extension WebAddress {
  /// Bytes of its texts.
  fileprivate var byteCount: Int { text.utf8.count + host.utf8.count + origin.utf8.count }
}

extension EvidenceSubmission {
  /// Bytes of the evidence and of the texts that it names.
  fileprivate var byteCount: Int {
    let named =
      switch claim {
      case .coupon(let code): code.bytes.count
      case .contact(let name): name.value.utf8.count
      case .click, .visitor, .partner, .badSignature, .unknown: 0
      }
    return MemoryLayout<EvidenceSubmission>.stride + item.value.utf8.count + named
  }
}
