using ModelGenerator;

// Writes src/Databricks.Jobs/Models from schema/jobs-api.json; run it from the repository's root.
const string SchemaFile = "schema/jobs-api.json";
const string ModelsFolder = "src/Databricks.Jobs/Models";

if (!File.Exists(SchemaFile))
{
    Console.Error.WriteLine($"{SchemaFile} is not here. Run this from the root of the repository.");
    return 1;
}

IReadOnlyDictionary<string, string> files = Generator.Generate(File.ReadAllText(SchemaFile));
if (Directory.Exists(ModelsFolder))
{
    Directory.Delete(ModelsFolder, recursive: true);
}

foreach ((string path, string text) in files)
{
    string file = Path.Combine(ModelsFolder, path);
    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
    File.WriteAllText(file, text);
}

Console.WriteLine($"{files.Count} files written to {ModelsFolder}.");
return 0;
