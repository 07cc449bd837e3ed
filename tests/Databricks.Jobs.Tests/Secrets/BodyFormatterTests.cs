using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Tests.Secrets;

public sealed class BodyFormatterTests
{
    private const string Known = "Kn0wn\"S/ecret é";
    private const string Hidden = "h1dd3n-word";

    private static readonly BodyFormatter s_bodies = new(KnownSecrets.None.With(Known, "xyz"));

    [Theory]
    [InlineData("""{"access_token":"h1dd3n-word","expires_in":3600}""", "3600")]
    [InlineData("""{"a":[{"clientSecret":"h1dd3n-word"}],"kept":1}""", "kept")]
    [InlineData("""{"db-password":"h1dd3n-word","kept":1}""", "kept")]
    [InlineData("""{"client_assertion":"h1dd3n-word","client_assertion_type":"kept"}""", "kept")]
    [InlineData("""{"token":{"inner":{"x":"h1dd3n-word"}},"kept":1}""", "kept")]
    [InlineData("""{"tokens":["h1dd3n-word",["h1dd3n-word"]],"kept":1}""", "kept")]
    [InlineData("""{"password":h1dd3n-word,"kept":1}""", "kept")]
    [InlineData("""{"to\u006ben":"h1dd3n-word","kept":1}""", "kept")]
    [InlineData("""{"name":"api_token","value":"h1dd3n-word","default":"h1dd3n-word","kept":1}""", "kept")]
    [InlineData("""{"value":"h1dd3n-word","default":"h1dd3n-word","name":"api_token"}""", "api_token")]
    [InlineData("""{"key":"fs.s3a.access.key","value":"h1dd3n-word"}""", "fs.s3a.access.key")]
    [InlineData("""{"spark.hadoop.fs.azure.account.key.a":"h1dd3n-word","kept":1}""", "kept")]
    [InlineData("""{"text":"{\"access_token\":\"h1dd3n-word\",\"kept\":[1]}"}""", "kept")]
    [InlineData("""{"text":"{\"text\":\"{\\\"access_token\\\":\\\"h1dd3n-word\\\",\\\"kept\\\":1}\"}"}""", "kept")]
    [InlineData("""{"text":"see {\"access_token\":\"h1dd3n-word\",\"kept\":1}"}""", "kept")]
    [InlineData("""{"text":"--password h1dd3n kept --token=h1dd3n-word"}""", "kept")]
    [InlineData("""{"text":"https://user:h1dd3n-word@host/kept"}""", "host/kept")]
    [InlineData("""{"url":"https://a.blob/kept?sv=1&sig=h1dd3n-word&se=2"}""", "se=2")]
    [InlineData("""{"text":"Authorization: Digest h1dd3n-word"}""", "Authorization")]
    [InlineData("""{"text":"kept eyJhbGciOiJh1dd3n-word.eyJzdWIiOiJ4In0.h1dd3n-word"}""", "kept")]
    [InlineData("""{"kept":1,"access_token":"h1dd3n-wo""", "kept")]
    [InlineData("""{"kept":1,"access_token":"h1dd3n-word"}}}""", "kept")]
    [InlineData("""{"kept":1,"refresh_token" : 'h1dd3n-word' }""", "kept")]
    [InlineData("""[1,{"kept":1,"password":["h1dd3n-word","x"]""", "kept")]
    [InlineData("grant_type=kept&client_secret=h1dd3n-word&scope=all", "scope=all")]
    [InlineData("kept=1&subject%5Ftoken=h1dd3n-word", "kept=1")]
    [InlineData(
        "The kept text\nAuthorization: Basic aDFkZDNuLXdvcmQ=\nCookie: a=h1dd3n-word; b=h1dd3n-word\nthe kept end",
        "the kept end")]
    [InlineData("<html><body>kept <a href='/x?access_token=h1dd3n-word&amp;a=b'>", "kept")]
    [InlineData("kept dapi01234567-2 ", "kept")]
    [InlineData("kept Bearer\th1dd3n-word.h1dd3n-word", "kept Bearer")]
    public void A_secret_is_found_in_every_kind_of_body(string body, string kept)
    {
        string text = Show(body);

        Assert.DoesNotContain("dd3n-wo", text, StringComparison.Ordinal);
        Assert.DoesNotContain("aDFkZDNuLXdvcmQ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("01234567", text, StringComparison.Ordinal);
        Assert.Contains("***", text, StringComparison.Ordinal);
        Assert.Contains(kept, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"next_page_token":"kept-word"}""")]
    [InlineData("""{"prev_page_token":"kept-word"}""")]
    [InlineData("""{"idempotency_token":"kept-word"}""")]
    [InlineData("""{"token_type":"kept-word"}""")]
    [InlineData("""{"token_endpoint":"https://host/kept-word"}""")]
    [InlineData("""{"name":"date","value":"kept-word"}""")]
    [InlineData("""{"access_token":null,"message":"kept-word"}""")]
    [InlineData("""{"message":"The token is expired: kept-word"}""")]
    [InlineData("page_token=kept-word&limit=25")]
    [InlineData("Task a failed with message: kept-word")]
    public void What_users_need_is_shown(string body)
    {
        string text = Show(body);

        Assert.Contains("kept-word", text, StringComparison.Ordinal);
        Assert.DoesNotContain("***", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_known_secret_is_found_in_every_encoding()
    {
        string[] forms =
        [
            Known,
            JsonSerializer.Serialize(Known),
            JsonSerializer.Serialize(new { a = JsonSerializer.Serialize(new { b = Known }) }),
            JsonSerializer.Serialize(new Dictionary<string, string> { [Known] = "as a name" }),
            "a=" + Uri.EscapeDataString(Known),
            "?q=" + System.Net.WebUtility.UrlEncode(Known),
            "<p>" + System.Net.WebUtility.HtmlEncode(Known),
            "said " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Known)),
        ];

        foreach (string form in forms)
        {
            string text = Show(form);
            Assert.Contains("***", text, StringComparison.Ordinal);
            Assert.DoesNotContain("ecret", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String("wn\"S/ecr"u8), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_short_secret_is_redacted_only_as_a_whole_value()
    {
        Assert.Contains("\"a\": \"***\"", Show("""{"a":"xyz"}"""), StringComparison.Ordinal);
        Assert.Contains("xyzzy", Show("""{"a":"xyzzy"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_line_of_a_long_secret_is_redacted()
    {
        var bodies =
            new BodyFormatter(KnownSecrets.None.With("-----BEGIN\r\nMIIEvQIBADANBg\r\nkqhkiG9w0BAQEF\r\n-----END"));

        string text = bodies.Format("printed: MIIEvQIBADANBg\nkqhkiG9w0BAQEF and on"u8, null);

        Assert.Equal("printed: ***\n*** and on", text);
    }

    [Fact]
    public void In_a_token_response_every_value_is_a_secret()
    {
        var bodies = new BodyFormatter(KnownSecrets.None, hidesValues: true);
        byte[] body = Encoding.UTF8.GetBytes($$"""{"count":1,"value":"{{Hidden}}"}""");

        Assert.DoesNotContain(Hidden, bodies.Format(body, "application/json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_indented() =>
        Assert.Equal("{\n  \"a\": [\n    1,\n    \"é\"\n  ]\n}", Show("""{"a":[1,"é"]}""").ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("""{"a":[""", "{\"x\":\"abcdefghij\"},", "]}")]
    [InlineData("plain text ", "abcdefghij ", "end")]
    [InlineData("é", "éé", "é")]
    public void A_large_body_is_truncated(string start, string middle, string end)
    {
        string body = start + new StringBuilder().Insert(0, middle, 20_000) + end;

        string text = Show(body);

        Assert.Matches(@"\n\.\.\. \d+ more bytes$", text);
        Assert.InRange(text.Length, 20_000, 400_000);
        Assert.DoesNotContain("\uFFFD", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":"%","password":"h1dd3n-word h1dd3n-word h1dd3n-word"}""")]
    [InlineData("""{"a":"%","name":"db_password","value":"h1dd3n-word"}""")]
    [InlineData("""{"a":"%","password":{"b":["h1dd3n-word","h1dd3n-word"],"c":"h1dd3n-word"}}""")]
    [InlineData("""{"a":"%","b":{"value":"h1dd3n-word h1dd3n-word","name":"db_password"}}""")]
    [InlineData("text % password=h1dd3n-wordh1dd3n-word")]
    [InlineData("text % Kn0wn\"S/ecret é")]
    public void No_secret_is_shown_where_a_large_body_is_truncated(string form)
    {
        int distance = form.Length;
        for (int i = 0; i <= distance; i += 4)
        {
            int padding = BodyFormatter.MaxLength - form.Length + 1 + i;
            string start = form.Replace("%", new string('x', padding), StringComparison.Ordinal);
            string body = start + new string(' ', 20_000);

            string text = Show(body);

            Assert.DoesNotContain("h1dd", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Kn0", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Binary_data_is_shown_by_its_size()
    {
        using var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.Fastest))
            packer.Write(Encoding.UTF8.GetBytes("password=h1dd3n-word"));

        Assert.Matches(@"^\(\d+ bytes of application/gzip\)$", s_bodies.Format(packed.ToArray(), "application/gzip"));
        Assert.Equal("(3 bytes of unknown type)", s_bodies.Format([0x41, 0xFF, 0x42], null));
        Assert.Equal("(3 bytes of text/plain)", s_bodies.Format("a\0b"u8, "text/plain"));
        Assert.Equal("", s_bodies.Format([], null));
    }

    [Theory]
    [InlineData("[", 30_000)]
    [InlineData("{\"a\":", 12_000)]
    [InlineData("token", 13_000)]
    [InlineData("token_", 10_000)]
    [InlineData("token: \"", 8_000)]
    [InlineData("token=\\", 8_000)]
    [InlineData("\\\"", 30_000)]
    [InlineData("eyJ", 20_000)]
    [InlineData("Bearer ", 9_000)]
    [InlineData("a://b:", 10_000)]
    public void A_body_made_to_slow_down_the_search_does_not(string part, int times)
    {
        string body = new StringBuilder().Insert(0, part, times).ToString();

        string text = Show(body);

        Assert.DoesNotContain("took too long", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 1, 10_000_000);
    }

    private static string Show(string body) => s_bodies.Format(
        Encoding.UTF8.GetBytes(body),
        body[0] is '{' or '[' ? "application/json"
        : body.Contains('=', StringComparison.Ordinal) && body.Contains('&', StringComparison.Ordinal) && body[0] != '<'
            ? "application/x-www-form-urlencoded"
            : "text/plain");
}
