export function changeInJest(read?: (file: string) => Promise<string>): Promise<string | null>;
