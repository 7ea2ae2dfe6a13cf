// Drives go-gdpr, a client and a server of OpenGDPR that others wrote. Args: client URL TOKEN
// CERTIFICATE EMAIL, or server PORT KEY DOMAIN. The library itself is not part of this project.
package main

import (
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/greencase/go-gdpr"
)

const id = "a7551968-d5d6-44b2-9831-815ac9017798"

type signedIn struct{ token string }

func (s signedIn) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("Authorization", "Bearer "+s.token)
	return http.DefaultTransport.RoundTrip(r)
}

func must(err error) {
	if err != nil {
		fmt.Println("FAILED", err)
		os.Exit(1)
	}
}

func client(url, token, certificate, email string) {
	c := gdpr.NewClient(&gdpr.ClientOptions{
		Endpoint: url,
		Verifier: gdpr.MustNewVerifier(&gdpr.KeyOptions{KeyPath: certificate}),
		Client:   &http.Client{Transport: signedIn{token}},
	})
	found, err := c.Discovery()
	must(err)
	fmt.Println("discovery", found.SupportedSubjectRequestTypes)
	taken, err := c.Request(&gdpr.Request{
		SubjectRequestId:   id,
		SubjectRequestType: gdpr.SUBJECT_ERASURE,
		SubmittedTime:      time.Now().UTC().Add(-time.Hour),
		ApiVersion:         gdpr.ApiVersion,
		SubjectIdentities: []gdpr.Identity{
			{Type: gdpr.IDENTITY_EMAIL, Format: gdpr.FORMAT_RAW, Value: email}},
	})
	must(err)
	fmt.Println("request", taken.SubjectRequestId, taken.ControllerId)
	stands, err := c.Status(id)
	must(err)
	fmt.Println("status", stands.RequestStatus)
	_, err = c.Cancel(id)
	must(err)
	stands, err = c.Status(id)
	must(err)
	fmt.Println("cancelled", stands.RequestStatus)
}

type processor struct{ known map[string]*gdpr.Request }

func (p *processor) Request(r *gdpr.Request) (*gdpr.Response, error) {
	p.known[r.SubjectRequestId] = r
	now := time.Now().UTC()
	return &gdpr.Response{ControllerId: "iassist", SubjectRequestId: r.SubjectRequestId,
		ReceivedTime: now, ExpectedCompletionTime: now.Add(72 * time.Hour),
		EncodedRequest: r.Base64()}, nil
}

func (p *processor) Status(id string) (*gdpr.StatusResponse, error) {
	if _, known := p.known[id]; !known {
		return nil, gdpr.ErrorResponse{Code: 404, Message: "unknown"}
	}
	return &gdpr.StatusResponse{ControllerId: "iassist", SubjectRequestId: id,
		RequestStatus: gdpr.STATUS_COMPLETED, ApiVersion: gdpr.ApiVersion,
		ExpectedCompletionTime: time.Now().UTC()}, nil
}

func (p *processor) Cancel(string) (*gdpr.CancellationResponse, error) { return nil, nil }

func server(port, key, domain string) {
	must(http.ListenAndServe("127.0.0.1:"+port, gdpr.NewServer(&gdpr.ServerOptions{
		Signer:          gdpr.MustNewSigner(&gdpr.KeyOptions{KeyPath: key}),
		Processor:       &processor{map[string]*gdpr.Request{}},
		ProcessorDomain: domain,
		Identities:      []gdpr.Identity{{Type: gdpr.IDENTITY_EMAIL, Format: gdpr.FORMAT_RAW}},
		SubjectTypes:    []gdpr.SubjectType{gdpr.SUBJECT_ACCESS, gdpr.SUBJECT_ERASURE},
	})))
}

func main() {
	if os.Args[1] == "client" {
		client(os.Args[2], os.Args[3], os.Args[4], os.Args[5])
	} else {
		server(os.Args[2], os.Args[3], os.Args[4])
	}
}
