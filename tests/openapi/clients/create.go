// Creates a messaging service with Go's own HTTP client, which twilio-go uses.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
)

func main() {
	form := strings.NewReader(url.Values{"FriendlyName": {"acme"}}.Encode())
	request, err := http.NewRequest("POST", "https://messaging.twilio.com/v1/Services", form)
	if err != nil {
		panic(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.SetBasicAuth(os.Getenv("TWILIO_ACCOUNT_SID"), os.Getenv("TWILIO_AUTH_TOKEN"))
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	defer answer.Body.Close()
	var service struct {
		Sid string `json:"sid"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&service); err != nil {
		panic(err)
	}
	fmt.Println(answer.StatusCode, service.Sid)
}
