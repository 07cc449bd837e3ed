using System.Text;

namespace Databricks.Jobs.Faults.Fuzz;

/// <summary>Damages JSON at the level of bytes, and in ways that occur in services.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[][] s_values =
    [
        .. new[]
        {
            "null", "true", "false", "0", "-0", "-1", "1.5", "1e400", "-1e-400", "NaN", "Infinity",
            "9223372036854775807", "9223372036854775808", "99999999999999999999999999", "1e19", "1.0",
            "253402300800000", "-62135596800001", "\"\"", "\"x\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
            "\"\\u0000\"", "\"\\\"\"", "\"9223372036854775808\"",
            "\"NaN\"", "\"0001-01-01T00:00:00Z\"", "\"42.000000001s\"", "\"-1s\"", "\"1e999s\"",
            "[]", "{}", "[[]]", "[null]", "[{}]", "{\"a\":1,\"a\":2}", "{\"\\ud800\":1}",
            "{\"@type\":1,\"retry_delay\":\"9s\"}",
            "[{\"request_id\":\"r\"},{\"retry_delay\":\"3s\"}]",
        }.Select(Encoding.UTF8.GetBytes),
        [(byte)'"', 0xC3, 0x28, (byte)'"'],
        [(byte)'"', 0xED, 0xA0, 0x80, (byte)'"'],
        [(byte)'"', 0xF8, 0xFF, 0xFE, (byte)'"'],
    ];

    private static readonly byte[][] s_tokens = [.. new[]
    {
        "{", "}", "[", "]", ",", ":", "\"", "\\", "//", "/*", "\uFEFF", "\0", "\n", " ", "\\u", "\\ud800", "\"x\":",
        ",,", "<", "<pre>", "</pre>", "CODE: ", "Bearer abcdefghijkl",
    }.Select(Encoding.UTF8.GetBytes)];

    private readonly Random _random = new(seed);
    private readonly List<byte> _bytes = [];

    /// <summary>The sample with one to four damages.</summary>
    public byte[] Damage(byte[] sample)
    {
        _bytes.Clear();
        _bytes.AddRange(sample);
        for (int times = _random.Next(1, 5); times > 0 && _bytes.Count > 0; times--) DamageOnce();
        return [.. _bytes];
    }

    private void DamageOnce()
    {
        int at = _random.Next(_bytes.Count);
        switch (_random.Next(12))
        {
            case 0:
                _bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                _bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                _bytes.RemoveRange(at, Math.Min(_random.Next(1, 60), _bytes.Count - at));
                break;
            case 3:
                _bytes.RemoveRange(at, _bytes.Count - at);
                break;
            case 4:
                _bytes.InsertRange(at, Any(s_tokens));
                break;
            case 5:
                Repeat(at);
                break;
            case 6:
                Nest(at);
                break;
            case 7:
                DoubleMember(at);
                break;
            default:
                // Most other damage results in text that is not JSON at all.
                SwapValue(at);
                break;
        }
    }

    private void Repeat(int at)
    {
        List<byte> piece = _bytes.GetRange(at, Math.Min(_random.Next(1, 80), _bytes.Count - at));
        _bytes.InsertRange(_random.Next(_bytes.Count), piece);
    }

    private void Nest(int at)
    {
        int colon = _bytes.IndexOf((byte)':', at);
        if (colon < 0) return;
        bool isList = _random.Next(2) == 0;
        int levels = _random.Next(20) == 0 ? 10_000 : _random.Next(1, 150);
        byte[] open = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(isList ? "[" : "{\"task\":", levels)));
        byte[] close = Encoding.ASCII.GetBytes(new string(isList ? ']' : '}', levels));
        bool isWhole = _random.Next(4) > 0;
        _bytes.InsertRange(colon + 1, [.. open, .. "1"u8, .. isWhole ? close : [], .. ",\"x\":"u8]);
    }

    private void DoubleMember(int at)
    {
        int comma = _bytes.IndexOf((byte)',', at);
        int next = comma < 0 ? -1 : _bytes.IndexOf((byte)',', comma + 1);
        if (next > 0) _bytes.InsertRange(comma, _bytes.GetRange(comma, next - comma));
    }

    private void SwapValue(int at)
    {
        int colon = _bytes.IndexOf((byte)':', at);
        if (colon < 0) return;
        int end = _bytes.FindIndex(colon, static value => value is (byte)',' or (byte)'}' or (byte)']');
        if (end < 0) return;
        _bytes.RemoveRange(colon + 1, end - colon - 1);
        _bytes.InsertRange(colon + 1, Any(s_values));
    }

    private byte[] Any(byte[][] pieces) => pieces[_random.Next(pieces.Length)];
}
