using System.Net.Http.Headers;
using System.Text.Json;

namespace RawLoop;

/// <summary>
/// The least that a client in .NET can do: fetch the bytes and look at every token once. It makes no objects; what
/// is above it is the price of having them.
/// </summary>
public static class RawClient
{
    /// <summary>Fetches every page of runs/list and counts the runs.</summary>
    public static int CountRuns(string host, string token) => Count(host, token).Runs;

    /// <summary>Fetches every page of runs/list and counts the bytes of JSON.</summary>
    public static long CountBytes(string host, string token) => Count(host, token).Bytes;

    /// <summary>One GET with a new client; gives the length of the body.</summary>
    public static int GetOnce(string host, string token, string path)
    {
        using HttpClient client = Connect(host, token);

        return client.GetByteArrayAsync(new Uri(path, UriKind.Relative)).GetAwaiter().GetResult().Length;
    }

    private static (int Runs, long Bytes) Count(string host, string token)
    {
        using HttpClient client = Connect(host, token);
        int runs = 0;
        long bytes = 0;
        string? pageToken = "";

        while (pageToken is not null)
        {
            string path = "api/2.2/jobs/runs/list?limit=25&expand_tasks=true"
                + (pageToken.Length == 0 ? "" : $"&page_token={Uri.EscapeDataString(pageToken)}");
            byte[] body = client.GetByteArrayAsync(new Uri(path, UriKind.Relative)).GetAwaiter().GetResult();
            (int count, pageToken) = Scan(body);
            runs += count;
            bytes += body.Length;
        }

        return (runs, bytes);
    }

    private static HttpClient Connect(string host, string token)
    {
        HttpClient client = new() { BaseAddress = new Uri(host + "/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        return client;
    }

    private static (int Runs, string? NextPageToken) Scan(byte[] body)
    {
        Utf8JsonReader reader = new(body);
        int runs = 0;
        string? next = null;

        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == 2)
            {
                runs++;
            }
            else if (reader.TokenType == JsonTokenType.PropertyName
                && reader.CurrentDepth == 1
                && reader.ValueTextEquals("next_page_token"u8))
            {
                reader.Read();
                next = reader.GetString();
            }
        }

        return (runs, string.IsNullOrEmpty(next) ? null : next);
    }
}
