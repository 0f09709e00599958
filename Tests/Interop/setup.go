package main

import (
	"errors"

	health "grpc/health/v1"
	pb "tributary/v1"
)

const partner = "ada"

// setUpChecks make what the later checks need, which is a check of the Programs service by itself.
func (s *shop) setUpChecks() []check {
	return []check{
		{"health check without a key", s.checkHealth},
		{"create an account", func() error {
			var reply pb.CreateAccountResponse
			err := s.call(s.adminKey, programsService, "CreateAccount", &pb.CreateAccountRequest{
				Account: &pb.Account{Slug: s.program, Plan: pb.Plan_PLAN_PRO},
			}, &reply)
			return firstError(err, equal("slug", reply.GetAccount().GetSlug(), s.program))
		}},
		{"create a program", func() error {
			var reply pb.CreateProgramResponse
			err := s.call(s.adminKey, programsService, "CreateProgram", &pb.CreateProgramRequest{
				Program: &pb.Program{
					Slug: s.program, Account: s.program, Currency: "EUR", TimeZone: "Europe/Berlin",
					Commission: &pb.CommissionRule{SaleRateE4: 100_000, LeadFlatMinor: 100},
				},
			}, &reply)
			return firstError(
				err,
				equal("slug", reply.GetProgram().GetSlug(), s.program),
				equal("window", reply.GetProgram().GetWindowDays(), int32(60)))
		}},
		{"create a partner", func() error {
			var reply pb.CreatePartnerResponse
			err := s.call(s.adminKey, programsService, "CreatePartner", &pb.CreatePartnerRequest{
				Partner: &pb.Partner{Program: s.program, Code: partner},
			}, &reply)
			return firstError(
				err, equal("status", reply.GetPartner().GetStatus(), pb.PartnerStatus_PARTNER_STATUS_ACTIVE))
		}},
		{"create a key for the merchant's servers", func() error {
			key, err := s.createKey(pb.KeyScope_KEY_SCOPE_SERVER)
			s.serverKey = key
			return err
		}},
	}
}

func (s *shop) checkHealth() error {
	var reply health.HealthCheckResponse
	err := s.call("", healthService, "Check", &health.HealthCheckRequest{}, &reply)
	return firstError(err, equal("status", reply.Status, health.HealthCheckResponse_SERVING))
}

func (s *shop) createKey(scope pb.KeyScope) (string, error) {
	var reply pb.CreateApiKeyResponse
	err := s.call(s.adminKey, programsService, "CreateApiKey", &pb.CreateApiKeyRequest{
		Account: s.program, Scope: scope, Label: "interop",
	}, &reply)
	if err == nil && reply.Secret == "" {
		err = errors.New("the reply has no secret")
	}
	return reply.Secret, err
}
