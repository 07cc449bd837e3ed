using System.Text;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;
using Databricks.Jobs.Tests.Models;

namespace Databricks.Jobs.Tests.Serialization;

/// <summary>Damaged text gives a model or a <see cref="ModelJsonException"/>, and nothing else.</summary>
public sealed class MutatedJsonTests
{
    private static readonly string[] s_pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-1", "0", "1e400", "1.5", "NaN", "\\ud800",
        "\\u0000",
        "\"x\":", "\uFEFF", " ", "//", "{\"a\":[{\"a\":[", "\"\\ud83d\\ude00\"", "99999999999999999999",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Damaged_text_gives_a_model_or_the_one_error(int seed)
    {
        var random = new Random(seed);
        byte[] whole = Sample();
        for (int i = 0; i < 1500; i++)
        {
            byte[] damaged = Damage(whole, random);
            foreach (bool strict in new[] { false, true })
            {
                try
                {
                    ListRunsResponse read = ModelJson.Read<ListRunsResponse>(damaged, new ModelReadContext(strict));
                    Assert.Equal(read.ToJson(), ServiceResponse.Read<ListRunsResponse>(read.ToUtf8Json()).ToJson());
                    Assert.NotEmpty(read.ToJson(indented: true));
                    Assert.All(FilledModels.Walk(read), model => Assert.NotNull(model.ToString()));
                }
                catch (ModelJsonException exception)
                {
                    Assert.InRange(exception.Offset, 0, damaged.Length);
                }
            }
        }
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        var bytes = new List<byte>(whole);
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at - 1));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)]));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    bytes.Add((byte)'}');
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
                default:
                    SwapValues(bytes, at, random);
                    break;
            }
        }

        return [.. bytes];
    }

    // Puts another value after the next colon: most other damage ends in text that is not JSON at all.
    private static void SwapValues(List<byte> bytes, int from, Random random)
    {
        int colon = bytes.IndexOf((byte)':', from);
        int end = colon < 0 ? -1 : bytes.FindIndex(colon, value => value is (byte)',' or (byte)'}');
        if (end > 0)
        {
            bytes.RemoveRange(colon + 1, end - colon - 1);
            bytes.InsertRange(colon + 1, Encoding.UTF8.GetBytes(s_pieces[random.Next(8, s_pieces.Length)]));
        }
    }

    private static byte[] Sample()
    {
        const string Run = """
            {"job_id":11,"run_id":9007199254740993,"run_name":"n\u00e4chtlich","start_time":1714000000000,
            "run_duration":5,"state":{"life_cycle_state":"TERMINATED","state_message":"ein \"Fehler\"\n"},
            "new":{"a":[1.10,{"b":"\ud83d\ude00"}]},"job_parameters":[{"name":"a","value":"1"}],
            "tasks":[{"task_key":"a","run_id":"12","libraries":[{"jar":"x.jar"}],
            "notebook_task":{"notebook_path":"/x","base_parameters":{"k.1":"v"}},
            "new_cluster":{"num_workers":2,"spark_conf":{"a":"b"}}}]}
            """;
        return Encoding.UTF8.GetBytes($$"""{"runs":[{{Run}},{{Run}}],"has_more":true,"next_page_token":"t"}""");
    }
}
