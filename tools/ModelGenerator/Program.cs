using ModelGenerator;

// Writes src/Databricks.Jobs/Models/Generated from schema/jobs-api.json; run it from the root of the repository.
const string SchemaFile = "schema/jobs-api.json";
const string ModelsFolder = "src/Databricks.Jobs/Models/Generated";

if (!File.Exists(SchemaFile))
{
    Console.Error.WriteLine($"{SchemaFile} does not exist. Run this from the root of the repository.");
    return 1;
}

IReadOnlyDictionary<string, string> files = Generator.Generate(File.ReadAllText(SchemaFile));
GeneratedFolder.Replace(ModelsFolder, files);
Console.WriteLine($"{files.Count} files are in {ModelsFolder}.");
return 0;
