import CProtobufC
import NIOCore
import ProtobufC
import Testing
import TributaryProtocol

/// A message type of the contract, with what tests do to every one of them.
struct MessageType: Sendable, CustomTestStringConvertible {
  /// Full name, such as "tributary.v1.Item".
  let fullName: String
  /// Its descriptor, by a function because a pointer is not Sendable.
  let descriptor: @Sendable () -> UnsafePointer<ProtobufCMessageDescriptor>
  /// Decodes bytes into a value and encodes that.
  let recode: @Sendable ([UInt8]) throws -> [UInt8]

  init<Value: Message>(_ type: Value.Type) {
    fullName = String(cString: Value.Raw.descriptor.pointee.name)
    descriptor = { Value.Raw.descriptor }
    recode = { bytes in
      let arena = Arena(limit: 1 << 20)
      let value = try bytes.withUnsafeBytes { try arena.decode(Value.self, from: $0) }
      return try encoded(value)
    }
  }

  var testDescription: String { fullName }

  /// The JSON of the message that `bytes` encode.
  func json(_ bytes: [UInt8]) throws -> [UInt8] {
    let arena = Arena(limit: 1 << 20)
    return try bytes.withUnsafeBytes {
      Array(try ProtobufC.json(ofMessage: $0, of: descriptor(), arena: arena).readableBytesView)
    }
  }

  /// The encoding of the message that a JSON document is.
  func encoding(ofJSON document: [UInt8]) throws -> [UInt8] {
    let arena = Arena(limit: 1 << 20)
    return try document.withUnsafeBytes {
      Array(try encodedMessage(fromJSON: $0, of: descriptor(), arena: arena).readableBytesView)
    }
  }

  /// Every message of the services that this server answers. A test holds it to be complete.
  static let all = [
    Self(RecordClickRequest.self), Self(RecordClickResponse.self), Self(RecordConversionRequest.self),
    Self(Item.self), Self(Customer.self), Self(Evidence.self), Self(RecordConversionResponse.self),
    Self(Receipt.self), Self(Candidate.self), Self(Commission.self), Self(GetPartnerReportRequest.self),
    Self(GetPartnerReportResponse.self), Self(ReportRow.self), Self(ColumnDefinition.self),
    Self(GetPixelSnippetRequest.self), Self(GetPixelSnippetResponse.self), Self(PixelParameter.self),
    Self(GetConversionRequest.self), Self(GetConversionResponse.self), Self(RecordedConversion.self),
    Self(LedgerEntry.self), Self(ListUnconfirmedConversionsRequest.self), Self(ListUnconfirmedConversionsResponse.self),
    Self(UnconfirmedConversion.self), Self(ConfirmConversionRequest.self), Self(ConfirmConversionResponse.self),

    Self(Account.self), Self(Program.self), Self(CommissionRule.self), Self(Partner.self), Self(ApiKey.self),
    Self(CreateAccountRequest.self), Self(CreateAccountResponse.self), Self(UpdateAccountRequest.self),
    Self(UpdateAccountResponse.self), Self(GetAccountRequest.self), Self(GetAccountResponse.self),
    Self(ListAccountsRequest.self), Self(ListAccountsResponse.self), Self(CreateProgramRequest.self),
    Self(CreateProgramResponse.self), Self(UpdateProgramRequest.self), Self(UpdateProgramResponse.self),
    Self(GetProgramRequest.self), Self(GetProgramResponse.self), Self(ListProgramsRequest.self),
    Self(ListProgramsResponse.self), Self(CreatePartnerRequest.self), Self(CreatePartnerResponse.self),
    Self(UpdatePartnerRequest.self), Self(UpdatePartnerResponse.self), Self(GetPartnerRequest.self),
    Self(GetPartnerResponse.self), Self(ListPartnersRequest.self), Self(ListPartnersResponse.self),
    Self(CreateApiKeyRequest.self), Self(CreateApiKeyResponse.self), Self(ListApiKeysRequest.self),
    Self(ListApiKeysResponse.self), Self(RevokeApiKeyRequest.self), Self(RevokeApiKeyResponse.self),
    Self(AttributionPolicy.self), Self(Coupon.self), Self(CommissionOverride.self), Self(Contact.self),
    Self(ContactName.self), Self(Referrer.self), Self(Balance.self), Self(Payout.self), Self(PayoutTotal.self),
    Self(PayoutLine.self), Self(PayoutThreshold.self), Self(CreateCouponRequest.self), Self(CreateCouponResponse.self),
    Self(ListCouponsRequest.self), Self(ListCouponsResponse.self), Self(DeleteCouponRequest.self),
    Self(DeleteCouponResponse.self), Self(SetCommissionOverrideRequest.self), Self(SetCommissionOverrideResponse.self),
    Self(ListCommissionOverridesRequest.self), Self(ListCommissionOverridesResponse.self),
    Self(DeleteCommissionOverrideRequest.self), Self(DeleteCommissionOverrideResponse.self),
    Self(GetContactRequest.self), Self(GetContactResponse.self), Self(EraseContactRequest.self),
    Self(EraseContactResponse.self), Self(ListBalancesRequest.self), Self(ListBalancesResponse.self),
    Self(CreateAdjustmentRequest.self), Self(CreateAdjustmentResponse.self), Self(CreatePayoutRequest.self),
    Self(CreatePayoutResponse.self), Self(ListPayoutsRequest.self), Self(ListPayoutsResponse.self),
    Self(ListPayoutLinesRequest.self), Self(ListPayoutLinesResponse.self),
    Self(Campaign.self), Self(AllowedHost.self), Self(FormField.self), Self(ContactField.self),
    Self(CreateCampaignRequest.self), Self(CreateCampaignResponse.self), Self(ListCampaignsRequest.self),
    Self(ListCampaignsResponse.self), Self(DeleteCampaignRequest.self), Self(DeleteCampaignResponse.self),
    Self(RotatePixelKeyRequest.self), Self(RotatePixelKeyResponse.self),

    Self(HealthCheckRequest.self), Self(HealthCheckResponse.self),
  ]
}

/// The encoding of `value`.
func encoded(_ value: some Message) throws -> [UInt8] {
  var buffer = ByteBuffer()
  try buffer.writeMessage(value, arena: Arena(limit: 1 << 20))
  return Array(buffer.readableBytesView)
}
