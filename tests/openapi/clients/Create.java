import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.regex.Pattern;

/** Creates a messaging service with Java's own HTTP client; like twilio-java's it follows the system properties. */
public class Create {
    public static void main(String[] arguments) throws Exception {
        String credentials = System.getenv("TWILIO_ACCOUNT_SID") + ":" + System.getenv("TWILIO_AUTH_TOKEN");
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://messaging.twilio.com/v1/Services"))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .version(HttpClient.Version.HTTP_1_1)
            .POST(HttpRequest.BodyPublishers.ofString("FriendlyName=acme"))
            .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        var sid = Pattern.compile("\"sid\": \"(MG[0-9a-f]+)\"").matcher(answer.body());
        sid.find();
        System.out.println(answer.statusCode() + " " + sid.group(1));
    }
}
