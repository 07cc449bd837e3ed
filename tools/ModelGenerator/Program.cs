using ModelGenerator;

// Writes src/Databricks.Jobs/Models/Generated and the JSON Schemas from schema/jobs-api.json; run it from the root of
// the repository.
const string SchemaFile = "schema/jobs-api.json";
const string SchemaFolder = "schema";
const string ModelsFolder = "src/Databricks.Jobs/Models/Generated";

if (!File.Exists(SchemaFile))
{
    Console.Error.WriteLine($"{SchemaFile} does not exist. Run this from the root of the repository.");
    return 1;
}

string schema = File.ReadAllText(SchemaFile);
IReadOnlyDictionary<string, string> files = Generator.Generate(schema);
GeneratedFolder.Replace(ModelsFolder, files);
Console.WriteLine($"{files.Count} files are in {ModelsFolder}.");
foreach ((string name, string text) in JsonSchemaGenerator.Generate(schema))
{
    File.WriteAllText(Path.Combine(SchemaFolder, name), text);
    Console.WriteLine($"{SchemaFolder}/{name} is written.");
}

return 0;
