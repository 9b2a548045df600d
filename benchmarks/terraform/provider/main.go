// The four objects of the benchmark as a Terraform provider, for machines where RJPearson94/twilio can't be had.
//
// It calls Twilio as that provider does: POST and GET for a create, GET for a refresh, POST for a closed subaccount.
// It has no other objects, fewer attributes and no retries, so it takes a little less than that provider.
package main

import (
	"context"
	"errors"
	"net/http"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/plugin"
	"github.com/twilio/twilio-go/client"
	api "github.com/twilio/twilio-go/rest/api/v2010"
	messaging "github.com/twilio/twilio-go/rest/messaging/v1"
)

func main() {
	plugin.Serve(&plugin.ServeOpts{ProviderFunc: provider})
}

type twilio struct {
	api       *api.ApiService
	messaging *messaging.ApiService
}

func provider() *schema.Provider {
	return &schema.Provider{
		Schema: map[string]*schema.Schema{
			"account_sid": fromEnvironment("TWILIO_ACCOUNT_SID"),
			"auth_token":  fromEnvironment("TWILIO_AUTH_TOKEN"),
		},
		ConfigureContextFunc: connect,
		ResourcesMap: map[string]*schema.Resource{
			"twilio_account_sub_account":    subaccount(),
			"twilio_messaging_service":      messagingService(),
			"twilio_phone_number":           phoneNumber(),
			"twilio_messaging_phone_number": messagingPhoneNumber(),
		},
	}
}

func fromEnvironment(variable string) *schema.Schema {
	return &schema.Schema{
		Type:        schema.TypeString,
		Required:    true,
		Sensitive:   true,
		DefaultFunc: schema.EnvDefaultFunc(variable, nil),
	}
}

// connect keeps a connection for each of Terraform's ten parallel operations: Go keeps two by default.
func connect(_ context.Context, data *schema.ResourceData) (any, diag.Diagnostics) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 10
	base := &client.Client{
		Credentials: client.NewCredentials(data.Get("account_sid").(string), data.Get("auth_token").(string)),
		HTTPClient:  &http.Client{Transport: transport},
	}
	base.SetAccountSid(data.Get("account_sid").(string))
	return &twilio{api.NewApiServiceWithClient(base), messaging.NewApiServiceWithClient(base)}, nil
}

func subaccount() *schema.Resource {
	read := func(twilio *twilio, data *schema.ResourceData) error {
		found, err := twilio.api.FetchAccount(data.Id())
		if err != nil {
			return err
		}
		return set(data, map[string]*string{
			"sid":           found.Sid,
			"friendly_name": found.FriendlyName,
			"status":        found.Status,
			"auth_token":    found.AuthToken,
		})
	}
	return &schema.Resource{
		Schema: map[string]*schema.Schema{
			"friendly_name": changeable(),
			"sid":           computed(),
			"status":        computed(),
			"auth_token":    {Type: schema.TypeString, Computed: true, Sensitive: true},
		},
		ReadContext: refresh(read),
		CreateContext: write(read, func(twilio *twilio, data *schema.ResourceData) error {
			made, err := twilio.api.CreateAccount((&api.CreateAccountParams{}).SetFriendlyName(text(data, "friendly_name")))
			return created(data, err, func() *string { return made.Sid })
		}),
		UpdateContext: write(read, func(twilio *twilio, data *schema.ResourceData) error {
			params := (&api.UpdateAccountParams{}).SetFriendlyName(text(data, "friendly_name"))
			_, err := twilio.api.UpdateAccount(data.Id(), params)
			return err
		}),
		DeleteContext: remove(func(twilio *twilio, data *schema.ResourceData) error {
			_, err := twilio.api.UpdateAccount(data.Id(), (&api.UpdateAccountParams{}).SetStatus("closed"))
			return err
		}),
	}
}

func messagingService() *schema.Resource {
	read := func(twilio *twilio, data *schema.ResourceData) error {
		found, err := twilio.messaging.FetchService(data.Id())
		if err != nil {
			return err
		}
		return set(data, map[string]*string{"sid": found.Sid, "friendly_name": found.FriendlyName})
	}
	return &schema.Resource{
		Schema:      map[string]*schema.Schema{"friendly_name": changeable(), "sid": computed()},
		ReadContext: refresh(read),
		CreateContext: write(read, func(twilio *twilio, data *schema.ResourceData) error {
			params := (&messaging.CreateServiceParams{}).SetFriendlyName(text(data, "friendly_name"))
			made, err := twilio.messaging.CreateService(params)
			return created(data, err, func() *string { return made.Sid })
		}),
		UpdateContext: write(read, func(twilio *twilio, data *schema.ResourceData) error {
			params := (&messaging.UpdateServiceParams{}).SetFriendlyName(text(data, "friendly_name"))
			_, err := twilio.messaging.UpdateService(data.Id(), params)
			return err
		}),
		DeleteContext: remove(func(twilio *twilio, data *schema.ResourceData) error {
			return twilio.messaging.DeleteService(data.Id())
		}),
	}
}

func phoneNumber() *schema.Resource {
	read := func(twilio *twilio, data *schema.ResourceData) error {
		params := (&api.FetchIncomingPhoneNumberParams{}).SetPathAccountSid(text(data, "account_sid"))
		found, err := twilio.api.FetchIncomingPhoneNumber(data.Id(), params)
		if err != nil {
			return err
		}
		return set(data, map[string]*string{"sid": found.Sid, "phone_number": found.PhoneNumber})
	}
	return &schema.Resource{
		Schema: map[string]*schema.Schema{
			"account_sid":  fixed(),
			"area_code":    fixed(),
			"sid":          computed(),
			"phone_number": computed(),
		},
		ReadContext: refresh(read),
		CreateContext: write(read, func(twilio *twilio, data *schema.ResourceData) error {
			params := (&api.CreateIncomingPhoneNumberParams{}).
				SetPathAccountSid(text(data, "account_sid")).
				SetAreaCode(text(data, "area_code"))
			made, err := twilio.api.CreateIncomingPhoneNumber(params)
			return created(data, err, func() *string { return made.Sid })
		}),
		DeleteContext: remove(func(twilio *twilio, data *schema.ResourceData) error {
			params := (&api.DeleteIncomingPhoneNumberParams{}).SetPathAccountSid(text(data, "account_sid"))
			return twilio.api.DeleteIncomingPhoneNumber(data.Id(), params)
		}),
	}
}

func messagingPhoneNumber() *schema.Resource {
	read := func(twilio *twilio, data *schema.ResourceData) error {
		found, err := twilio.messaging.FetchPhoneNumber(text(data, "service_sid"), data.Id())
		if err != nil {
			return err
		}
		return set(data, map[string]*string{"sid": found.Sid, "service_sid": found.ServiceSid})
	}
	return &schema.Resource{
		Schema:      map[string]*schema.Schema{"service_sid": fixed(), "sid": fixed()},
		ReadContext: refresh(read),
		CreateContext: write(read, func(twilio *twilio, data *schema.ResourceData) error {
			params := (&messaging.CreatePhoneNumberParams{}).SetPhoneNumberSid(text(data, "sid"))
			made, err := twilio.messaging.CreatePhoneNumber(text(data, "service_sid"), params)
			return created(data, err, func() *string { return made.Sid })
		}),
		DeleteContext: remove(func(twilio *twilio, data *schema.ResourceData) error {
			return twilio.messaging.DeletePhoneNumber(text(data, "service_sid"), data.Id())
		}),
	}
}

func changeable() *schema.Schema {
	return &schema.Schema{Type: schema.TypeString, Required: true}
}

func fixed() *schema.Schema {
	return &schema.Schema{Type: schema.TypeString, Required: true, ForceNew: true}
}

func computed() *schema.Schema {
	return &schema.Schema{Type: schema.TypeString, Computed: true}
}

func text(data *schema.ResourceData, name string) string {
	return data.Get(name).(string)
}

func set(data *schema.ResourceData, values map[string]*string) error {
	for name, value := range values {
		if err := data.Set(name, value); err != nil {
			return err
		}
	}
	return nil
}

func created(data *schema.ResourceData, err error, sid func() *string) error {
	if err == nil {
		data.SetId(*sid())
	}
	return err
}

type call func(*twilio, *schema.ResourceData) error

func refresh(read call) schema.ReadContextFunc {
	return func(_ context.Context, data *schema.ResourceData, meta any) diag.Diagnostics {
		err := read(meta.(*twilio), data)
		if isGone(err) {
			data.SetId("")
			return nil
		}
		return diag.FromErr(err)
	}
}

func write(read, change call) func(context.Context, *schema.ResourceData, any) diag.Diagnostics {
	return func(_ context.Context, data *schema.ResourceData, meta any) diag.Diagnostics {
		if err := change(meta.(*twilio), data); err != nil {
			return diag.FromErr(err)
		}
		return diag.FromErr(read(meta.(*twilio), data))
	}
}

func remove(change call) schema.DeleteContextFunc {
	return func(_ context.Context, data *schema.ResourceData, meta any) diag.Diagnostics {
		err := change(meta.(*twilio), data)
		if isGone(err) {
			return nil
		}
		return diag.FromErr(err)
	}
}

func isGone(err error) bool {
	var refused *client.TwilioRestError
	return errors.As(err, &refused) && refused.Status == http.StatusNotFound
}
