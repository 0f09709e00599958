package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/containerd/ttrpc"
	"github.com/gogo/protobuf/proto"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// How long a call that should be answered may take: long enough for a slow machine, and no check waits for it to pass.
const patience = 30 * time.Second

const (
	trackingService = "tributary.v1.Tracking"
	programsService = "tributary.v1.Programs"
	healthService   = "grpc.health.v1.Health"
)

// A shop is the account, program and partner that the checks use, and the connection that they share.
type shop struct {
	address   string
	adminKey  string
	serverKey string
	program   string
	client    *ttrpc.Client
}

// newShop names an account of its own, so that the program can be run against a server that lives on.
func newShop(address, adminKey string) *shop {
	return &shop{
		address:  address,
		adminKey: adminKey,
		program:  fmt.Sprintf("interop-%x", time.Now().UnixNano()),
	}
}

func (s *shop) close() {
	if s.client != nil {
		s.client.Close()
		s.client = nil
	}
}

// connect opens the shared connection. A check that breaks it makes all that follow fail, as it should.
func (s *shop) connect() (*ttrpc.Client, error) {
	if s.client == nil {
		connection, err := net.DialTimeout("tcp", s.address, patience)
		if err != nil {
			return nil, err
		}
		s.client = ttrpc.NewClient(connection)
	}
	return s.client, nil
}

// call makes a call with a key; an empty key sends none.
func (s *shop) call(key, service, method string, request, reply proto.Message) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return s.callIn(ctx, key, service, method, request, reply)
}

func (s *shop) callIn(ctx context.Context, key, service, method string, request, reply proto.Message) error {
	client, err := s.connect()
	if err != nil {
		return err
	}
	if key != "" {
		ctx = ttrpc.WithMetadata(ctx, ttrpc.MD{"authorization": []string{"Bearer " + key}})
	}
	return client.Call(ctx, service, method, request, reply)
}

// track calls the tracking service with the key of the merchant's servers.
func (s *shop) track(method string, request, reply proto.Message) error {
	return s.call(s.serverKey, trackingService, method, request, reply)
}

// refused tells whether err is a status with this code whose message has each of these words, and else what it is.
func refused(err error, code codes.Code, words ...string) error {
	if err == nil {
		return fmt.Errorf("it was served; expected %v", code)
	}
	answer, ok := status.FromError(err)
	if !ok {
		return fmt.Errorf("no status but %v; expected %v", err, code)
	}
	if answer.Code() != code {
		return fmt.Errorf("%v: %q; expected %v", answer.Code(), answer.Message(), code)
	}
	for _, word := range words {
		if !strings.Contains(answer.Message(), word) {
			return fmt.Errorf("the message %q does not name %s", answer.Message(), word)
		}
	}
	return nil
}

// equal tells whether two values are the same, and else what they are.
func equal(what string, got, expected interface{}) error {
	if got != expected {
		return fmt.Errorf("%s is %v; expected %v", what, got, expected)
	}
	return nil
}

// firstError is the first of errs that is one.
func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// newUUID makes a UUID of version 7 (RFC 9562, section 5.7).
func newUUID() string {
	var id [16]byte
	if _, err := rand.Read(id[6:]); err != nil {
		panic(err)
	}
	milliseconds := uint64(time.Now().UnixNano() / int64(time.Millisecond))
	for index := 0; index < 6; index++ {
		id[index] = byte(milliseconds >> (8 * (5 - index)))
	}
	id[6] = id[6]&0x0F | 0x70
	id[8] = id[8]&0x3F | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[0:4], id[4:6], id[6:8], id[8:10], id[10:16])
}
