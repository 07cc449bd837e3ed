using System.Text;

namespace Databricks.Jobs.Http;

/// <summary>Adds an idempotency token to a request that has none, without changing the caller's object.</summary>
internal static class IdempotencyToken
{
    public static byte[] AddTo(byte[] json, string token)
    {
        string end = json.Length == 2 ? "" : ",";
        byte[] head = Encoding.UTF8.GetBytes($"{{\"idempotency_token\":\"{token}\"{end}");
        var result = new byte[head.Length + json.Length - 1];
        head.CopyTo(result, 0);
        json.AsSpan(1).CopyTo(result.AsSpan(head.Length));
        return result;
    }
}
