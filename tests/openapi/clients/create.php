<?php
// Creates a messaging service with PHP's curl extension, which twilio-php uses.
$call = curl_init("https://messaging.twilio.com/v1/Services");
curl_setopt_array($call, [
    CURLOPT_USERPWD => getenv("TWILIO_ACCOUNT_SID") . ":" . getenv("TWILIO_AUTH_TOKEN"),
    CURLOPT_POSTFIELDS => http_build_query(["FriendlyName" => "acme"]),
    CURLOPT_RETURNTRANSFER => true,
]);
$answer = curl_exec($call);
if ($answer === false) {
    fwrite(STDERR, curl_error($call));
    exit(1);
}
echo curl_getinfo($call, CURLINFO_HTTP_CODE), " ", json_decode($answer)->sid, "\n";
