# Creates a messaging service with Ruby's own HTTP client, which twilio-ruby uses by default.
require "json"
require "net/http"

address = URI("https://messaging.twilio.com/v1/Services")
request = Net::HTTP::Post.new(address)
request.basic_auth(ENV["TWILIO_ACCOUNT_SID"], ENV["TWILIO_AUTH_TOKEN"])
request.set_form_data("FriendlyName" => "acme")
answer = Net::HTTP.start(address.host, address.port, use_ssl: true) { |http| http.request(request) }
puts "#{answer.code} #{JSON.parse(answer.body)["sid"]}"
