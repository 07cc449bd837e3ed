using System.Text;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Tests.Models;

/// <summary>Reads JSON the way an answer of the service is read.</summary>
internal static class ServiceResponse
{
    public static T Read<T>(string json)
        where T : JobsModel, new() => Read<T>(Encoding.UTF8.GetBytes(json));

    public static T Read<T>(byte[] utf8)
        where T : JobsModel, new() => ModelJson.Read<T>(utf8, new ModelReadContext(strict: false));

    public static JobsModel Read(string name, string json) => (JobsModel)typeof(ServiceResponse)
        .GetMethod(nameof(Read), 1, [typeof(string)])!
        .MakeGenericMethod(ModelTypes.Find(name))
        .Invoke(null, [json])!;
}
